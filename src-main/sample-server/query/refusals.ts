// The sentences with which the server refuses a query, kept in one place so that both engines say the same words.
import { crc32 } from 'node:zlib'
import type { QueryFeatures } from '../generation'
import { ServerRefusal } from '../model/server-refusal'
import type { TableModel } from '../model/table-model'

const CONVERSION =
  "Field 'q' of 'entityCollectionRequestV2' Failed to convert property value of type java.lang.String to required type " +
  'org.molgenis.web.rsql.QueryRsql for property q; nested exception is ' +
  'org.springframework.core.convert.ConversionFailedException: Failed to convert from type [java.lang.String] to type ' +
  '[org.molgenis.web.rsql.QueryRsql] for value '

/** Filter text that does not parse: 400, code `typeMismatch`. */
export function syntaxRefusal(rsql: string, reason: string): ServerRefusal {
  return parseRefusal(rsql, `cz.jirutka.rsql.parser.ParseException: ${reason}`)
}

/** Filter text that cannot even be cut into tokens: 400, code `typeMismatch`. */
export function lexicalRefusal(rsql: string, rest: string): ServerRefusal {
  const column = rsql.length + 1
  return parseRefusal(rsql, `Lexical error at line 1, column ${column}.  Encountered: <EOF> after : "${rest}".`)
}

function parseRefusal(rsql: string, cause: string): ServerRefusal {
  const parser = 'org.molgenis.api.convert.QueryParseException: An error occurred while parsing the RSQL: '
  return new ServerRefusal(400, `${CONVERSION}${rsql}; nested exception is ${parser}${cause}`, 'typeMismatch')
}

/** Filter text with an operator that the server does not know: 400, code `typeMismatch`. */
export function operatorRefusal(rsql: string, operator: string): ServerRefusal {
  const cause = 'org.molgenis.api.convert.UnknownQueryOperatorException: Invalid query operator '
  return new ServerRefusal(400, `${CONVERSION}${rsql}; nested exception is ${cause}${operator}.`, 'typeMismatch')
}

/** An attribute that the table does not have: 404, code `D04`. */
export function unknownAttribute(table: TableModel, name: string): ServerRefusal {
  return new ServerRefusal(404, `Unknown attribute '${name}' of entity type '${table.id}'.`, 'D04')
}

/** A failure that the server did not foresee: 500 without a code. */
export function serverFailure(message: string): ServerRefusal {
  return new ServerRefusal(500, message)
}

/** A value or rule that the server's check of queries rejects: 400 without a code. */
export function invalidQuery(message: string): ServerRefusal {
  return new ServerRefusal(400, message)
}

/** SQL that the database rejects, with the statement as the server shows it. */
export function badSql(table: TableModel, where: string): ServerRefusal {
  const statement = `SELECT COUNT(*) FROM "${table.id}#${nameHash(table.id)}" AS this WHERE ${where}`
  return serverFailure(
    `PreparedStatementCallback; bad SQL grammar [${statement}]; nested exception is ` +
      'org.postgresql.util.PSQLException: the statement cannot be prepared.',
  )
}

/** A query that the index itself rejects while counting: 500, code `IX09`. */
export function indexCountFailure(table: TableModel): ServerRefusal {
  return new ServerRefusal(500, `Error counting docs in index '${indexName(table)}'.`, 'IX09')
}

/** A window that ends beyond the first 10,000 hits of the index: 500, code `IX10`, or as an older server says it. */
export function indexWindowFailure(table: TableModel, form: QueryFeatures['beyondWindow'] | undefined): ServerRefusal {
  if (form?.hasCode === false) {
    return new ServerRefusal(form.status, `Error searching docs in index(es) '${indexName(table)}' with query.`)
  }
  return new ServerRefusal(500, `Error searching docs in index '${indexName(table)}'.`, 'IX10')
}

function indexName(table: TableModel): string {
  return `${table.id.toLowerCase().replace(/[^a-z0-9]+/g, '')}_${nameHash(table.id)}`
}

/** The hash that the server puts behind names: CRC-32 of the id, lowest byte first, in hexadecimal. */
function nameHash(id: string): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(crc32(id))
  return bytes.toString('hex')
}
