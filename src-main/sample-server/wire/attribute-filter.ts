// The `attrs` parameter of v2: which attributes an answer shows, down through references.
import { ServerRefusal } from '../model/server-refusal'
import {
  MULTIPLE_REFERENCES,
  SINGLE_REFERENCES,
  type AttributeModel,
  type TableCatalogue,
  type TableModel,
} from '../model/table-model'

/**
 * What of a table is shown: `null` is everything (references by id and label), else the names of atomic
 * attributes, each with what is shown of the table that it refers to.
 */
export type Selection = ReadonlyMap<string, Selection> | null

type Filter = { isAll: boolean; isId: boolean; isLabel: boolean; names: Map<string, Filter | undefined> }

const newFilter = (): Filter => ({ isAll: false, isId: false, isLabel: false, names: new Map() })

/**
 * Read an `attrs` parameter for a table.
 *
 * As on the real server the last element before a closing parenthesis is taken by the letter, so that
 * `ref(~id)` is an unknown attribute `~id`.
 *
 * @throws ServerRefusal 404 D04 for an unknown attribute
 */
export function readAttributeFilter(text: string, table: TableModel, catalogue: TableCatalogue): Selection {
  const filter = newFilter()
  parse(text, 0, filter)
  return toSelection(filter, table, catalogue)
}

function parse(text: string, from: number, filter: Filter): number {
  let word = ''
  let at = from
  for (; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character === '\\') {
      at += 1
      word += text.charAt(at)
    } else if (character === ',') {
      if (word !== '') add(filter, word)
      word = ''
    } else if (character === '(') {
      const inner = newFilter()
      at = parse(text, at + 1, inner)
      add(filter, word, inner)
      word = ''
    } else if (character === ')') {
      if (word !== '') filter.names.set(word, undefined)
      return at
    } else if (character === '*') {
      filter.isAll = true
    } else {
      word += character
      if (at === text.length - 1) add(filter, word)
    }
  }
  return at
}

function add(filter: Filter, word: string, inner?: Filter): void {
  if (word === '~id') filter.isId = true
  else if (word === '~lbl') filter.isLabel = true
  else filter.names.set(word, inner)
}

function toSelection(filter: Filter, table: TableModel, catalogue: TableCatalogue): Selection {
  if (filter.isAll && !filter.isId && !filter.isLabel && filter.names.size === 0) return null
  const shown = new Map<string, Selection>()
  if (filter.isAll) {
    for (const attribute of table.attributes) shown.set(attribute.name, defaultSelection(attribute, catalogue))
  }
  if (filter.isId) shown.set(table.idAttribute, null)
  if (filter.isLabel) shown.set(table.labelAttribute, null)
  for (const [name, inner] of filter.names) {
    const attribute = findAttribute(table.tree, name)
    if (attribute === undefined) throw unknownAttribute(name, table)
    show(shown, attribute, inner, table, catalogue)
  }
  return shown
}

function show(
  shown: Map<string, Selection>,
  attribute: AttributeModel,
  inner: Filter | undefined,
  table: TableModel,
  catalogue: TableCatalogue,
): void {
  if (attribute.type !== 'COMPOUND') {
    const target = inner === undefined ? undefined : referredTable(attribute, catalogue)
    const selection = inner === undefined || target === undefined ? undefined : toSelection(inner, target, catalogue)
    shown.set(attribute.name, selection === undefined ? defaultSelection(attribute, catalogue) : selection)
    return
  }
  const isPicked = inner !== undefined && !inner.isAll
  for (const part of attribute.parts) {
    if (isPicked && !inner.names.has(part.name)) continue
    show(shown, part, isPicked ? inner.names.get(part.name) : undefined, table, catalogue)
  }
  if (!isPicked) return
  for (const name of inner.names.keys()) {
    if (!attribute.parts.some((part) => part.name === name)) throw unknownAttribute(name, table)
  }
}

/** What is shown of a referenced row when nothing else is asked for: id and label, and a file's address. */
export function defaultSelection(attribute: AttributeModel, catalogue: TableCatalogue): Selection {
  const target = referredTable(attribute, catalogue)
  if (target === undefined) return null
  const names = [target.idAttribute, target.labelAttribute, ...(attribute.type === 'FILE' ? ['url'] : [])]
  return new Map(names.map((name) => [name, null]))
}

/** The table that an attribute refers to; undefined where the attribute is no reference. */
export function referredTable(attribute: AttributeModel, catalogue: TableCatalogue): TableModel | undefined {
  const isReference = SINGLE_REFERENCES.has(attribute.type) || MULTIPLE_REFERENCES.has(attribute.type)
  return isReference && attribute.refTable !== undefined ? catalogue.table(attribute.refTable) : undefined
}

/** The attribute of this exact name, compounds and their parts included. */
export function findAttribute(tree: readonly AttributeModel[], name: string): AttributeModel | undefined {
  for (const attribute of tree) {
    if (attribute.name === name) return attribute
    const part = findAttribute(attribute.parts, name)
    if (part !== undefined) return part
  }
  return undefined
}

/** The refusal for an attribute that a table does not have. */
export function unknownAttribute(name: string, table: TableModel): ServerRefusal {
  return new ServerRefusal(404, `Unknown attribute '${name}' of entity type '${table.id}'.`, 'D04')
}
