// A filter in RSQL as SQL over the rows of a copy, with the meaning that the text has on a server.
import type { DuckDBValue } from '@duckdb/node-api'
import { AppError } from '@shared/errors/app-error'
import { firstDenial, foreseeRsql, type ForeseenAnswer, type ServerEngine } from '@shared/rsql/foresee-rsql'
import { parseRsql } from '@shared/rsql/parse-rsql'
import type { SortKey } from '@shared/query/query'
import { findAttribute, type RsqlAttribute } from '@shared/rsql/rsql-attribute'
import { isDenial, rsqlComparisons, type RsqlComparison, type RsqlGroup, type RsqlNode } from '@shared/rsql/rsql-tree'
import type { Table } from '@shared/table/table'
import type { About } from '../copy/about'
import type { CompiledQuery } from '../query/compile-query'
import { sortTerms } from '../query/sort-order'
import { BoundValues } from '../store/sql-text'
import { databaseComparison } from './database-comparison'
import { indexComparison } from './index-comparison'
import type { RsqlContext } from './rsql-context'
import { searchEverywhere } from './search-everywhere'
import { denied, storedNamed } from './value-source'

type CompileContext = Omit<RsqlContext, 'bound'> & { readonly about: About }

type TreeContext = RsqlContext & { readonly table: Table; readonly findTable: (id: string) => Table | undefined }

/**
 * Compile a filter in RSQL and an order.
 *
 * @throws AppError `query.invalid` for a text that cannot be read (`position`, `length`, `expected`) and for unknown
 *   attributes; `query.refused` for what a server refuses, and for what lies in tables of which there is no copy
 */
export async function compileRsql(
  text: string,
  sort: readonly SortKey[],
  { about, ...rest }: CompileContext,
): Promise<CompiledQuery> {
  const node = parseRsql(text)
  const findTable = (id: string) => rest.references.get(id)?.about.table
  const context: TreeContext = { ...rest, bound: new BoundValues(), table: about.table, findTable }
  const sortedBy = sort.map(({ attribute }) => attribute)
  const foreseen = foreseeRsql(node, about.table, findTable, sortedBy)
  if (foreseen.kind === 'refused') throw refusalError(foreseen, about.table)
  checkOffered(node)
  const where = await compileNode(node, foreseen.engine, context)
  return {
    where,
    order: sortTerms(sort, rest.columns, about, foreseen.engine),
    values: context.bound.values satisfies readonly DuckDBValue[],
  }
}

function refusalError(refusal: Extract<ForeseenAnswer, { kind: 'refused' }>, table: Table): AppError {
  const { reason, attribute, start, end } = refusal
  const facts = { attribute, position: start, length: end - start, reason }
  if (reason === 'unknown-attribute') return new AppError('query.invalid', refusal.message, { facts })
  if (reason !== 'unknown-table') return new AppError('query.refused', refusal.message, { facts })
  const target = table.columns.find(({ name }) => name === attribute.split('.')[0])?.target
  const message = `${attribute} needs a copy of ${target?.tableLabel ?? 'its table'} as well. Keep one, and ask again.`
  return new AppError('query.refused', message, {
    facts: { ...facts, tableId: target?.tableId ?? null, asked: 'copy' },
  })
}

/** The small language of `=sq=` is known to the servers' index alone. */
function checkOffered(node: RsqlNode): void {
  const asked = rsqlComparisons(node).find(({ operator }) => operator === '=sq=')
  if (!asked) return
  throw new AppError('query.refused', 'A copy cannot answer =sq=. Use =q= for words, or ask the server.', {
    facts: { attribute: asked.selector, position: asked.start, length: asked.end - asked.start },
  })
}

async function compileNode(node: RsqlNode, engine: ServerEngine, context: TreeContext): Promise<string> {
  if (engine === 'database') return databaseNode(node, context)
  if (node.kind === 'group') return indexLevel(node, context)
  const positive = await positiveOf(node, context)
  return isDenial(node) ? denied(positive) : positive
}

function databaseNode(node: RsqlNode, context: TreeContext): string {
  if (node.kind === 'group') {
    const parts = node.parts.map((part) => databaseNode(part, context))
    return `(${parts.join(node.joint === 'and' ? ' AND ' : ' OR ')})`
  }
  const attribute = attributeOf(node, context)
  return databaseComparison(node, attribute, storedNamed(context.columns, attribute.column.name), context.bound)
}

/**
 * One level as the index reads it: from the first NOT on everything is denied, and what is denied must fail whether
 * the level joins by AND or by OR.
 */
async function indexLevel({ parts, joint }: RsqlGroup, context: TreeContext): Promise<string> {
  const first = firstDenial({ parts })
  const compiled: string[] = []
  for (const part of parts) compiled.push(await positiveOf(part, context))
  const plain = first === -1 ? compiled : compiled.slice(0, first)
  const failing = first === -1 ? [] : compiled.slice(first)
  const held = plain.length === 0 ? [] : [`(${plain.join(joint === 'and' ? ' AND ' : ' OR ')})`]
  return `(${[...held, ...failing.map(denied)].join(' AND ')})`
}

/** A part without its own NOT, which its level gives it. */
async function positiveOf(node: RsqlNode, context: TreeContext): Promise<string> {
  if (node.kind === 'group') return indexLevel(node, context)
  if (node.selector === '*') return searchEverywhere(node.values[0] ?? '', context)
  return indexComparison(node, attributeOf(node, context), context)
}

function attributeOf({ selector }: RsqlComparison, { table, findTable }: TreeContext): RsqlAttribute {
  const attribute = findAttribute(selector, table, findTable)
  if (typeof attribute !== 'string') return attribute
  throw new AppError('query.invalid', `There is no attribute ${selector}.`, { facts: { attribute: selector } })
}
