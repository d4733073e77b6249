// Metadata in the form of the servers' metadata interface, made from v2's for servers that do not have it. Pure.
import type { ServerRow } from '../table-access'

/**
 * A table's description as `/api/metadata/{table}?flattenAttributes=true` writes it.
 *
 * Identifiers of attributes are their names here, for v2 does not tell the servers' own; `indexingDepth` and texts in
 * other languages, which it does not tell either, are left out.
 *
 * @param root  address of the server, for the links
 */
export function metadataForm(meta: ServerRow, root: string): ServerRow {
  const id = textOf(meta['name']) ?? lastPart(meta['href']) ?? ''
  const self = `${root}/api/metadata/${encodeURIComponent(id)}`
  const lookups = Array.isArray(meta['lookupAttributes']) ? (meta['lookupAttributes'] as unknown[]) : []
  const items = flat(meta['attributes'], null).map(({ attribute, parent }, sequenceNr) => {
    const name = textOf(attribute['name']) ?? ''
    const lookup = lookups.indexOf(name)
    return {
      link: { self: `${self}/attributes/${encodeURIComponent(name)}` },
      data: present({
        id: name,
        label: attribute['label'],
        description: attribute['description'],
        name,
        sequenceNr,
        type: textOf(attribute['fieldType'])?.toLowerCase().replaceAll('_', ''),
        maxLength: attribute['maxLength'],
        idAttribute: name === meta['idAttribute'],
        labelAttribute: name === meta['labelAttribute'],
        lookupAttributeIndex: lookup < 0 ? undefined : lookup,
        refEntityType: referred(attribute['refEntity'], root),
        mappedBy: attribute['mappedBy'],
        nullable: attribute['nillable'] ?? true,
        auto: attribute['auto'] ?? false,
        visible: attribute['visible'] ?? true,
        unique: attribute['unique'] ?? false,
        readOnly: attribute['readOnly'] ?? false,
        aggregatable: attribute['isAggregatable'] ?? attribute['aggregateable'] ?? false,
        range: attribute['range'],
        enumOptions: filled(attribute['enumOptions']),
        categoricalOptions: attribute['categoricalOptions'],
        defaultValue: attribute['defaultValue'],
        expression: attribute['expression'],
        nullableExpression: attribute['nullableExpression'],
        visibleExpression: attribute['visibleExpression'],
        validationExpression: attribute['validationExpression'],
        parentAttributeId: parent ?? undefined,
      }),
    }
  })
  const attributes = { links: { self: `${self}/attributes` }, items }
  const { label, description } = meta
  return {
    links: { self },
    data: present({ id, label, description, attributes, abstract: meta['isAbstract'] ?? false }),
  }
}

type Flat = { readonly attribute: ServerRow; readonly parent: string | null }

/** All attributes, each compound before its parts. */
function flat(attributes: unknown, parent: string | null): Flat[] {
  if (!Array.isArray(attributes)) return []
  return attributes.filter(isRecord).flatMap((attribute) => {
    const name = textOf(attribute['name'])
    return [{ attribute, parent }, ...flat(attribute['attributes'], name)]
  })
}

function referred(refEntity: unknown, root: string): ServerRow | undefined {
  if (!isRecord(refEntity)) return undefined
  const id = textOf(refEntity['name']) ?? lastPart(refEntity['hrefCollection'])
  return id === null ? undefined : { self: `${root}/api/metadata/${encodeURIComponent(id)}` }
}

const filled = (list: unknown): unknown => (Array.isArray(list) && list.length === 0 ? undefined : list)

/** What has no value is left out, as the servers do. */
const present = (values: ServerRow): ServerRow =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null))

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const lastPart = (address: unknown): string | null => {
  const last = textOf(address)?.split('/').at(-1)
  return last ? decodeURIComponent(last) : null
}

const isRecord = (value: unknown): value is ServerRow =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
