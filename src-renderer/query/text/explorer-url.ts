// Understands addresses copied from the MOLGENIS Data Explorer, the older and the newer one, and from the servers' own
// interface: which table of which server, filtered, sorted and with which columns.
import { decompressFromBase64 } from 'lz-string'
import { findColumn, type Column, type Table } from '@shared/table/table'
import { isDateType, isNumberType, isReferenceType } from '@shared/table/value-type'
import { emptyGroup, type Condition, type Operator, type Query, type SortKey } from '@shared/query/query'

/** What an address says, before the table's columns are known. */
export type ExplorerAddress = {
  /** Root of the server: without `/menu`, `/plugin` or `/api`, and without a closing slash. */
  readonly root: string
  readonly tableId: string
  /** A filter in RSQL; null for none. */
  readonly rsql: string | null
  /** Words to find in any column; empty for none. */
  readonly search: string
  /** What is chosen for each column, in the newer explorer's own writing. */
  readonly chosen: Readonly<Record<string, string>>
  readonly sort: readonly SortKey[]
  /** The only columns to show; null for all but the hidden ones. */
  readonly shown: readonly string[] | null
  readonly hidden: readonly string[]
  /** Parts of the filter that cannot be read, each a short phrase. */
  readonly unread: readonly string[]
}

/** First parts of a path that belong to MOLGENIS itself and not to the folder that it lives in. */
const ownParts = ['menu', 'plugin', 'api', 'app']

/**
 * Read an address.
 *
 * @returns null for texts that are no such address
 */
export function readExplorerAddress(text: string): ExplorerAddress | null {
  const url = parseUrl(text.trim())
  if (!url) return null
  const parts = url.pathname.split('/').filter((part) => part !== '')
  const at = parts.findIndex((part) => ownParts.includes(part))
  const root = `${url.origin}${parts
    .slice(0, Math.max(at, 0))
    .map((part) => `/${part}`)
    .join('')}`
  const own = at < 0 ? parts : parts.slice(at)
  if (own[0] === 'api') return readApi(own, url.searchParams, root)
  if (url.searchParams.has('entity')) return readOlder(url.searchParams, root)
  return url.hash.startsWith('#/') ? readNewer(url.hash.slice(1), root) : null
}

function parseUrl(text: string): URL | null {
  if (!/^https?:\/\/\S+$/i.test(text)) return null
  try {
    return new URL(text)
  } catch {
    return null
  }
}

const nothing = { rsql: null, search: '', chosen: {}, sort: [], shown: null, hidden: [], unread: [] }

/** `/api/v2/TABLE?q=…&attrs=…&sort=…`, of any version of the interface. */
function readApi([, version = '', second = '', third = '']: readonly string[], asked: URLSearchParams, root: string) {
  const tableId = decoded(/^v\d+$/.test(version) ? second : version === 'data' ? second : '')
  if (tableId === '' || third !== '') return null
  const q = asked.get('q')
  const attributes = asked.get('attrs') ?? asked.get('attributes') ?? (version === 'data' ? asked.get('filter') : null)
  const sort = (asked.get('sort') ?? '').split(',').filter((key) => key !== '')
  // Rules in JSON, which only programs write.
  const isRules = q?.trim().startsWith('[') === true
  return {
    ...nothing,
    root,
    tableId,
    rsql: q === null || q.trim() === '' || isRules ? null : q,
    unread: isRules ? ['the filter, which is none in RSQL'] : [],
    shown: attributes === null ? null : columnNames(attributes),
    sort: sort.map((key) => sortKey(key.replace(/^-|:(asc|desc)$/gi, ''), /^-|:desc$/i.test(key))),
  }
}

/** Names in a selection such as `a,b(*),~id`; what stands in parentheses belongs to the referenced rows. */
function columnNames(selection: string): readonly string[] | null {
  const names = selection
    .replace(/\([^()]*\)/g, '')
    .split(',')
    .map((name) => name.trim())
  return names.some((name) => name === '*' || name === '') ? null : names.filter((name) => !name.startsWith('~'))
}

/** The older explorer keeps all in the query part; lists are `attrs[]=a&attrs[]=b`. */
function readOlder(asked: URLSearchParams, root: string): ExplorerAddress | null {
  const tableId = asked.get('entity') ?? ''
  if (tableId === '') return null
  const attributes = [...asked].filter(([name]) => /^attrs(\[\d*\])?$/.test(name)).map(([, value]) => value)
  const filter = asked.get('filter')
  return {
    ...nothing,
    root,
    tableId,
    rsql: filter === null || filter.trim() === '' ? null : filter,
    ...rulesOf(asked),
    shown: attributes.length === 0 || attributes.includes('none') ? null : attributes,
  }
}

/** `query[q][0][operator]=SEARCH&query[q][0][value]=words`: the explorer itself writes no other rule. */
function rulesOf(asked: URLSearchParams): Pick<ExplorerAddress, 'search' | 'unread'> {
  const found = { search: '', unread: [] as string[] }
  for (const [name, operator] of asked) {
    const rule = /^(query\[q\]\[\d+\])\[operator\]$/.exec(name)?.[1]
    if (rule === undefined) continue
    const [field, value] = [asked.get(`${rule}[field]`) ?? '', asked.get(`${rule}[value]`) ?? '']
    if (operator === 'SEARCH' && field === '' && found.search === '') found.search = value
    else found.unread.push(`the condition ${[field, operator, value].filter((part) => part !== '').join(' ')}`)
  }
  return found
}

const ownKeys = ['page', 'size', 'sort', 'filter', 'filters', 'hide', 'hideSidebar', 'view']

/** The newer explorer keeps all behind the `#`: `/explorer/TABLE?…`, formerly `/TABLE/TableView?…`. */
function readNewer(hash: string, root: string): ExplorerAddress | null {
  const [path = '', query = ''] = hash.split('?')
  const parts = path.split('/').filter((part) => part !== '')
  const tableId = decoded((parts[0] === 'explorer' ? parts[1] : parts[0]) ?? '')
  if (tableId === '') return null
  const asked = new URLSearchParams(query)
  const filter = compressed(asked.get('filter'))
  const { searchText = '', ...chosen } = filter.chosen
  const direct = Object.fromEntries([...asked].filter(([name]) => !ownKeys.includes(name)))
  const sort = asked.get('sort') ?? ''
  const listed = (name: string) => (asked.get(name) ?? '').split(',').filter((each) => each !== '')
  return {
    ...nothing,
    root,
    tableId,
    search: searchText,
    chosen: { ...direct, ...chosen },
    unread: filter.unread,
    sort: sort === '' ? [] : [sortKey(sort.replace(/^-/, ''), sort.startsWith('-'))],
    hidden: listed('hide'),
  }
}

/** What is chosen, from its short form. */
function compressed(text: string | null): { chosen: Record<string, string>; unread: string[] } {
  // In a query part `+` stands for a space, which this form never has.
  const packed = decoded(text ?? '').replaceAll(' ', '+')
  if (packed === '') return { chosen: {}, unread: [] }
  try {
    const found: unknown = JSON.parse(decompressFromBase64(packed))
    if (typeof found !== 'object' || found === null) return { chosen: {}, unread: ['the filter'] }
    // `shown` tells which filters lie open; what was emptied again may stay behind as null.
    const entries = Object.entries(found).filter(([name, value]) => name !== 'shown' && value !== null)
    const texts = entries.filter(([, value]) => isChosen(value))
    return {
      chosen: Object.fromEntries(texts.map(([name, value]) => [name, String(value)])),
      unread: entries.filter(([, value]) => !isChosen(value)).map(([name]) => `the filter on ${name}`),
    }
  } catch {
    return { chosen: {}, unread: ['the filter'] }
  }
}

const isChosen = (value: unknown) => typeof value === 'string' || typeof value === 'boolean'

const sortKey = (attribute: string, isDescending: boolean): SortKey => ({
  attribute,
  direction: isDescending ? 'descending' : 'ascending',
})

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** An address as a question to its table, and what of it the table does not have. */
export type ExplorerQuery = {
  readonly query: Pick<Query, 'filter' | 'search' | 'sort' | 'rsql'>
  /** Names of the columns to show, in order; null for all. */
  readonly columns: readonly string[] | null
  /** Parts that could not be understood, each a short phrase. */
  readonly leftOut: readonly string[]
}

/** What an address asks of its table. @param newId  makes ids for conditions */
export function explorerQuery(address: ExplorerAddress, table: Table, newId: () => string): ExplorerQuery {
  const leftOut = [...address.unread]
  const known = (name: string): boolean => {
    const isKnown = findColumn(table, name) !== undefined
    if (!isKnown) leftOut.push(`the column ${name}`)
    return isKnown
  }
  const conditions: Condition[] = []
  for (const [name, text] of Object.entries(address.chosen)) {
    // Formerly columns were also chosen by their labels.
    const column = findColumn(table, name) ?? table.columns.find(({ label }) => label === name)
    const condition = column ? conditionOf(column, decoded(text)) : null
    if (condition) conditions.push({ ...condition, id: newId() })
    else leftOut.push(`the filter on ${name}`)
  }
  const sort = address.sort.filter(({ attribute }) => known(attribute))
  if (address.rsql !== null && !canBeQuoted(address.search)) leftOut.push(`the search for ${address.search}`)
  const hidden = new Set(address.hidden)
  const shown = address.shown?.filter(known)
  const visible = table.columns.map(({ name }) => name).filter((name) => !hidden.has(name))
  return {
    query: {
      filter: { ...emptyGroup(), children: conditions },
      search: address.search,
      sort: [...sort],
      ...(address.rsql === null ? {} : { rsql: withSearch(address.rsql, address.search) }),
    },
    columns: shown && shown.length > 0 ? shown : hidden.size > 0 ? visible : null,
    leftOut,
  }
}

/** RSQL has no way to write a text with both kinds of quotes. */
const canBeQuoted = (text: string): boolean => !text.includes('"') || !text.includes("'")

/** A text filter stands in the place of the search, so it takes it along. */
function withSearch(rsql: string, search: string): string {
  const words = search.trim()
  if (words === '' || !canBeQuoted(words)) return rsql
  return `*=q=${words.includes('"') ? `'${words}'` : `"${words}"`};(${rsql})`
}

type Chosen = Omit<Condition, 'id'>

function conditionOf({ name, type }: Column, text: string): Chosen | null {
  const condition = (operator: Operator, ...values: string[]): Chosen => ({
    kind: 'condition',
    attribute: name,
    operator,
    values,
    isOff: false,
  })
  if (text === '') return null
  if (isNumberType(type) || isDateType(type)) return between(text, condition)
  if (type === 'bool' || type === 'enum' || isReferenceType(type)) {
    const values = text.split(',').filter((value) => value !== '')
    const [first = ''] = values
    if (values.length === 0) return null
    if (values.length === 1) return condition('equals', first)
    // Yes and no together leave out what is neither.
    return type === 'bool' ? condition('not-empty') : condition('in', ...values)
  }
  return condition('contains', text)
}

/** `from,to`, of which either may be missing. */
function between(text: string, condition: (operator: Operator, ...values: string[]) => Chosen): Chosen | null {
  const [from = '', to = ''] = text.split(',').map((end) => (end === 'null' ? '' : end.trim()))
  if (from !== '' && to !== '') return condition('range', from, to)
  if (from !== '') return condition('greater-or-equal', from)
  return to === '' ? null : condition('less-or-equal', to)
}
