// The script for a POSIX shell with curl; writes the server's answers in JSON, a page after the other.
import type { ScriptParts } from './query-script'

/** A text in the shell's single quotes, in which no sign has a meaning but the quote itself. */
const quoted = (text: string): string => `'${text.replaceAll('\u0000', '').replaceAll("'", "'\\''")}'`

/** Write the script. */
export function curlScript(parts: ScriptParts): string {
  const token = parts.isGuest
    ? ''
    : `if [ -z "\${MOLGENIS_TOKEN:-}" ]; then
  printf 'MOLGENIS token: ' >&2
  read -r MOLGENIS_TOKEN
fi
`
  // From its input, so that the list of running programs does not show it.
  const header = parts.isGuest ? '' : `printf 'x-molgenis-token: %s\\n' "$MOLGENIS_TOKEN" | `
  const url = parts.isForm ? `${quoted(`${parts.url}?_method=GET`)}` : `--get ${quoted(parts.url)}`
  // Systems take no single argument of more than 128 KiB, so what is long stands in a file meanwhile.
  const isInFile = (name: string) => parts.isForm && name === 'q'
  const question = parts.parameters.find(([name]) => isInFile(name))?.[1]
  const file =
    question === undefined
      ? ''
      : `question=$(mktemp)
trap 'rm -f "$question"' EXIT
printf '%s' ${quoted(question)} >"$question"
`
  const data = parts.parameters.map(([name, value]) => {
    const given = isInFile(name) ? `"${name}@$question"` : quoted(`${name}=${value}`)
    return `    --data-urlencode ${given} \\\n`
  })
  return `#!/bin/sh
${parts.comments.map((line) => `# ${line}\n`).join('')}set -eu
${token}${file}
start=0
while :; do
  page=$(${header}curl --silent --show-error --fail ${parts.isGuest ? '' : '--header @- '}${url} \\
${data.join('')}    --data-urlencode "start=$start" \\
    --data-urlencode 'num=${parts.pageRows}')
  printf '%s\\n' "$page"
  case $page in
    *'"nextHref"'*) start=$((start + ${parts.pageRows})) ;;
    *) break ;;
  esac
done
`
}
