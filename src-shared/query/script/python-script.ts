// The script for Python, with the package requests; writes CSV to where its output goes.
import type { ScriptParts } from './query-script'

/** A text in Python's own quotes: those of JSON are read alike. */
const quoted = (text: string): string => JSON.stringify(text)

const entries = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([name, value]) => `    ${quoted(name)}: ${quoted(value)},\n`).join('')

/** Write the script. */
export function pythonScript(parts: ScriptParts): string {
  const token = parts.isGuest
    ? ''
    : `token = os.environ.get("MOLGENIS_TOKEN") or getpass.getpass("MOLGENIS token: ")
session.headers["x-molgenis-token"] = token
`
  const ask = parts.isForm
    ? `session.post(URL + "?_method=GET", data=query, headers={"Content-Type": "application/x-www-form-urlencoded"})`
    : `session.get(URL + "?" + query)`
  return `#!/usr/bin/env python3
${parts.comments.map((line) => `# ${line}\n`).join('')}import csv
${parts.isGuest ? '' : 'import getpass\nimport os\n'}import sys
from urllib.parse import quote, urlencode

import requests

URL = ${quoted(parts.url)}
PARAMETERS = {
${entries(parts.parameters)}}
COLUMNS = [
${parts.columns.map((name) => `    ${quoted(name)},\n`).join('')}]
# Columns that refer to other rows, and the name of the id of those.
REFERENCES = {
${entries(parts.references)}}
PAGE_ROWS = ${parts.pageRows}

session = requests.Session()
${token}

def rows():
    start = 0
    while True:
        query = urlencode({**PARAMETERS, "start": start, "num": PAGE_ROWS}, quote_via=quote, safe="")
        answer = ${ask}
        answer.raise_for_status()
        page = answer.json()
        yield from page["items"]
        start += PAGE_ROWS
        if start >= page["total"]:
            return


def cell(row, column):
    value = row.get(column)
    if value is None or column not in REFERENCES:
        return value
    key = REFERENCES[column]
    return ",".join(str(one[key]) for one in value) if isinstance(value, list) else value[key]


out = csv.writer(sys.stdout, lineterminator="\\n")
out.writerow(COLUMNS)
for row in rows():
    out.writerow([cell(row, column) for column in COLUMNS])
`
}
