// The script for R, with the packages httr and jsonlite; ends with a data frame of texts.
import type { ScriptParts } from './query-script'

/** A text in R's own quotes: those of JSON are read alike, but for a sign that R's texts cannot hold. */
const quoted = (text: string): string => JSON.stringify(text.replaceAll('\u0000', ''))

/** A name in R's own quotes for names. */
const named = (name: string): string => `\`${name.replace(/[\\`]/g, (sign) => `\\${sign}`)}\``

const entries = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([name, value]) => `  ${named(name)} = ${quoted(value)}`).join(',\n')

/** Write the script. */
export function rScript(parts: ScriptParts): string {
  const token = parts.isGuest
    ? 'headers <- add_headers()\n'
    : `token <- Sys.getenv("MOLGENIS_TOKEN")
if (token == "") token <- readline("MOLGENIS token: ")
headers <- add_headers("x-molgenis-token" = token)
`
  const ask = parts.isForm
    ? 'POST(paste0(url, "?_method=GET"), headers, body = question, encode = "form")'
    : 'GET(url, headers, query = question)'
  return `${parts.comments.map((line) => `# ${line}\n`).join('')}library(httr)
library(jsonlite)

url <- ${quoted(parts.url)}
parameters <- list(
${entries(parts.parameters)}
)
columns <- c(
${parts.columns.map((name) => `  ${quoted(name)}`).join(',\n')}
)
# Columns that refer to other rows, and the name of the id of those.
references <- list(
${entries(parts.references)}
)
page_rows <- ${parts.pageRows}
${token}
rows <- list()
start <- 0
repeat {
  question <- c(parameters, start = format(start, scientific = FALSE), num = format(page_rows, scientific = FALSE))
  answer <- ${ask}
  stop_for_status(answer)
  text <- content(answer, as = "text", encoding = "UTF-8")
  page <- fromJSON(text, simplifyVector = FALSE, bigint_as_char = TRUE)
  rows <- c(rows, page$items)
  start <- start + page_rows
  if (start >= page$total) break
}

cell <- function(row, column) {
  value <- row[[column]]
  id <- references[[column]]
  if (is.null(value)) return(NA_character_)
  if (is.null(id)) return(as.character(value))
  if (!is.null(names(value))) return(as.character(value[[id]]))
  paste(vapply(value, function(one) as.character(one[[id]]), ""), collapse = ",")
}

data <- as.data.frame(
  setNames(lapply(columns, function(column) vapply(rows, cell, "", column)), columns),
  check.names = FALSE, stringsAsFactors = FALSE
)
write.csv(data, stdout(), row.names = FALSE, na = "")
`
}
