// A whole filter as the database answers it. The server writes the rule list down as SQL text from left to right, so
// the list is read here by the precedence of SQL: NOT, then AND, then OR.
import type { TableCatalogue, TableModel } from '../../model/table-model'
import type { QueryRule } from '../query-rule'
import { badSql } from '../refusals'
import { shortestOf, unionOf } from '../row-test'
import type { RowTest } from '../row-test'
import { attributeOf, sqlCondition, sqlRangeHalves } from './sql-condition'
import type { SqlCondition, Truth } from './sql-condition'

type Token = 'AND' | 'OR' | 'NOT' | Formula
type Formula =
  | { readonly kind: 'condition'; readonly condition: SqlCondition }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Formula[] }
  | { readonly kind: 'not'; readonly part: Formula }

/** Conditions in front of which the server writes a missing AND by itself. */
const JOINED_BY_AND = new Set(['EQUALS', 'LESS', 'LESS_EQUAL', 'GREATER', 'GREATER_EQUAL'])

/** State of one compilation: the SQL so far is kept for the sentence of a refusal. */
type Context = {
  readonly catalogue: TableCatalogue
  readonly table: TableModel
  sql: string
  isRejected: boolean
}

/**
 * Compile a filter for the database. No rules: every row passes.
 *
 * @throws ServerRefusal 500 for SQL that the database rejects, 400 for values that do not fit their attribute
 */
export function sqlFilter(catalogue: TableCatalogue, table: TableModel, rules: readonly QueryRule[]): RowTest {
  if (rules.length === 0) return { passes: () => true }
  const context: Context = { catalogue, table, sql: '', isRejected: false }
  const formula = levelFormula(context, rules)
  if (context.isRejected || formula === undefined) throw badSql(table, context.sql.trim())
  const truth = compiled(formula, false)
  return { passes: (row) => truth(row) === 1, candidates: candidatesOf(formula, false) }
}

/** `undefined` and `isRejected` stand for SQL that does not parse; the text is completed all the same. */
function levelFormula(context: Context, rules: readonly QueryRule[]): Formula | undefined {
  const tokens: Token[] = []
  for (const rule of rules) addTokens(context, rule, tokens)
  const reader = { tokens, at: 0 }
  const formula = readOr(reader)
  return reader.at === tokens.length ? formula : undefined
}

function addTokens(context: Context, rule: QueryRule, tokens: Token[]): void {
  const { operator } = rule
  if (operator === 'AND' || operator === 'OR' || operator === 'NOT') {
    context.sql += ` ${operator} `
    tokens.push(operator)
  } else if (operator === 'NESTED') {
    context.sql += '('
    const formula = levelFormula(context, rule.nestedRules ?? [])
    context.sql = `${context.sql.trimEnd()})`
    if (formula === undefined) context.isRejected = true
    else tokens.push(formula)
  } else if (operator === 'RANGE') {
    addRange(context, rule, tokens)
  } else {
    addCondition(context, rule, tokens)
  }
}

function addRange(context: Context, rule: QueryRule, tokens: Token[]): void {
  // The server hands both ends of a range to the database as they are, and the driver cannot send an instant.
  if (attributeOf(context.table, rule).type === 'DATE_TIME') context.isRejected = true
  const [from, to] = sqlRangeHalves(rule)
  addCondition(context, from, tokens)
  context.sql += ' AND '
  tokens.push('AND')
  addCondition(context, to, tokens)
}

function addCondition(context: Context, rule: QueryRule, tokens: Token[]): void {
  const last = tokens.at(-1)
  if (JOINED_BY_AND.has(rule.operator) && last !== undefined && typeof last !== 'string') {
    context.sql += ' AND '
    tokens.push('AND')
  }
  const condition = sqlCondition(context.catalogue, context.table, rule)
  if (Array.isArray(rule.value) && rule.value.length === 0) context.isRejected = true
  context.sql += condition.sql
  tokens.push({ kind: 'condition', condition })
}

type Reader = { readonly tokens: readonly Token[]; at: number }

function readOr(reader: Reader): Formula | undefined {
  return readJoined(reader, 'OR', 'or', readAnd)
}

function readAnd(reader: Reader): Formula | undefined {
  return readJoined(reader, 'AND', 'and', readNot)
}

function readJoined(
  reader: Reader,
  word: 'AND' | 'OR',
  kind: 'and' | 'or',
  readPart: (reader: Reader) => Formula | undefined,
): Formula | undefined {
  const parts: Formula[] = []
  do {
    if (parts.length > 0) reader.at += 1
    const part = readPart(reader)
    if (part === undefined) return undefined
    parts.push(part)
  } while (reader.tokens[reader.at] === word)
  const [only] = parts
  return parts.length === 1 ? only : { kind, parts }
}

function readNot(reader: Reader): Formula | undefined {
  let isNegated = false
  while (reader.tokens[reader.at] === 'NOT') {
    isNegated = !isNegated
    reader.at += 1
  }
  const token = reader.tokens[reader.at]
  if (token === undefined || typeof token === 'string') return undefined
  reader.at += 1
  return isNegated ? { kind: 'not', part: token } : token
}

/**
 * Negation is pushed down to the conditions: there 'some element fulfils it' and 'some element fails it' are both
 * right for a multiple reference, and three-valued logic allows the move.
 */
function compiled(formula: Formula, isNegated: boolean): (row: number) => Truth {
  if (formula.kind === 'not') return compiled(formula.part, !isNegated)
  if (formula.kind === 'condition') {
    const { truth } = formula.condition
    return (row) => truth(row, isNegated)
  }
  const parts = formula.parts.map((part) => compiled(part, isNegated))
  return (formula.kind === 'and') !== isNegated ? allOf(parts) : anyOf(parts)
}

function allOf(parts: readonly ((row: number) => Truth)[]): (row: number) => Truth {
  return (row) => {
    let worst: Truth = 1
    for (const part of parts) {
      const truth = part(row)
      if (truth === -1) return -1
      if (truth < worst) worst = truth
    }
    return worst
  }
}

function anyOf(parts: readonly ((row: number) => Truth)[]): (row: number) => Truth {
  return (row) => {
    let best: Truth = -1
    for (const part of parts) {
      const truth = part(row)
      if (truth === 1) return 1
      if (truth > best) best = truth
    }
    return best
  }
}

function candidatesOf(formula: Formula, isNegated: boolean): readonly number[] | undefined {
  if (formula.kind === 'not') return candidatesOf(formula.part, !isNegated)
  if (formula.kind === 'condition') return isNegated ? undefined : formula.condition.candidates
  const lists = formula.parts.map((part) => candidatesOf(part, isNegated))
  if ((formula.kind === 'and') !== isNegated) return shortestOf(lists)
  const known = lists.filter((list) => list !== undefined)
  return known.length === lists.length ? unionOf(known) : undefined
}
