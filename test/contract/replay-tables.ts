// The small tables of the recorded server, built from its own answers.
import type { Account, Accounts } from '@main/sample-server/access/account'
import { defineTable, literalTable, type AttributeDraft, type LiteralRow } from '@main/sample-server/model/define-table'
import type { ServerContent } from '@main/sample-server/model/server-content'
import type { CellValue, FieldType, TableModel } from '@main/sample-server/model/table-model'
import { readFixture, readJson, readRecording } from './replay-recordings'

type Meta = { name: string; label: string; description?: string; idAttribute: string; attributes: AttributeMeta[] }
type AttributeMeta = {
  name: string
  label: string
  description?: string
  fieldType: FieldType
  enumOptions?: string[]
  refEntity?: Meta
  attributes: AttributeMeta[]
}
type Rows = readonly Readonly<Record<string, unknown>>[]

/**
 * `ASE`, `SampleAse`, `AseGene`, `AseSample` and `AllTypes`, as the recorded server had them.
 *
 * @param laterGenes  genes that had been added by the time of a recording
 */
export function recordedContent(laterGenes: readonly string[] = []): ServerContent {
  const ase = answerOf('read-v2-bad-operator').meta
  const counts = answerOf('read-v2-one-snp')
  const genes = answerOf('read-v2-default-num')
  const types = answerOf('read-v2-all-types')
  const references = readJson(readFixture('filters-references.json')) as { ASE: { items: Rows } }
  const samples = counts.meta.attributes.find(({ name }) => name === 'SampleIds')?.refEntity
  if (samples === undefined) throw new Error('The recorded metadata does not say what SampleIds refers to.')
  const sampleIds = new Set(counts.items.flatMap((row) => idsOf(row['SampleIds'], samples)))
  return {
    packages: [],
    tables: [
      tableFrom(ase, references.ASE.items),
      tableFrom(counts.meta, counts.items),
      tableFrom(genes.meta, [...genes.items, ...laterGenes.map((id) => ({ Ensembl_ID: id }))]),
      tableFrom(
        samples,
        [...sampleIds].map((id) => ({ [samples.idAttribute]: id })),
      ),
      tableFrom(types.meta, types.items),
    ],
  }
}

/** The accounts of the recorded server: only `admin` sees `AllTypes`. */
export function recordedAccounts(): Accounts {
  const reads = (tableId: string) => (tableId === 'AllTypes' ? 'none' : 'read')
  const user = (username: string, change: Partial<Account>): Account => ({
    username,
    password: username,
    email: `${username}@example.org`,
    roles: ['ROLE_ANONYMOUS', 'ROLE_USER'],
    mustChangePassword: false,
    rightOn: reads,
    canSeePackage: () => true,
    ...change,
  })
  const { roles } = readJson(readRecording('session-context-admin').json ?? '') as { roles: string[] }
  return {
    guest: {
      ...user('anonymous', { roles: ['ROLE_ANONYMOUS'], email: 'molgenis+anonymous@gmail.com' }),
      canSeePackage: () => false,
    },
    users: [
      user('admin', { roles, email: 'molgenis+admin@gmail.com', rightOn: () => 'all' }),
      user('reader', {}),
      user('fresh', { mustChangePassword: true }),
    ],
  }
}

function answerOf(name: string): { meta: Meta; items: Rows } {
  return readJson(readRecording(name).json ?? '') as { meta: Meta; items: Rows }
}

function tableFrom(meta: Meta, rows: Rows): TableModel {
  const draft = ({
    name,
    label,
    description,
    fieldType,
    enumOptions,
    refEntity,
    attributes,
  }: AttributeMeta): AttributeDraft => ({
    name,
    label,
    type: fieldType,
    ...(description === undefined ? {} : { description }),
    ...(enumOptions === undefined ? {} : { enumOptions }),
    ...(refEntity === undefined ? {} : { refTable: refEntity.name }),
    parts: attributes.map(draft),
  })
  const metadata = defineTable({
    id: meta.name,
    label: meta.label,
    ...(meta.description === undefined ? {} : { description: meta.description }),
    idAttribute: meta.idAttribute,
    attributes: meta.attributes.map(draft),
  })
  const targets = new Map(
    meta.attributes.flatMap(openCompound).map((attribute) => [attribute.name, attribute.refEntity]),
  )
  const literal = (row: Readonly<Record<string, unknown>>): LiteralRow =>
    Object.fromEntries(
      metadata.attributes.map(({ name, type }) => [name, cellFrom(row[name], type, targets.get(name))]),
    )
  return literalTable(metadata, () => rows.map(literal))
}

function openCompound(attribute: AttributeMeta): readonly AttributeMeta[] {
  return attribute.fieldType === 'COMPOUND' ? attribute.attributes.flatMap(openCompound) : [attribute]
}

function cellFrom(value: unknown, type: FieldType, target: Meta | undefined): CellValue {
  if (target !== undefined) {
    const ids = idsOf(value, target)
    return Array.isArray(value) ? ids : (ids[0] ?? null)
  }
  if (typeof value === 'bigint') return type === 'LONG' ? value : Number(value)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function idsOf(value: unknown, target: Meta): readonly string[] {
  const rows = (Array.isArray(value) ? value : [value]) as readonly (Readonly<Record<string, unknown>> | undefined)[]
  return rows.flatMap((row) => (row === undefined ? [] : [String(row[target.idAttribute])]))
}
