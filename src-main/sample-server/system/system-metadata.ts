// Metadata of the server's own tables: the ones with which a client lists packages, tables and attributes.
import type { MetadataFeatures } from '../generation'
import { defineTable, type AttributeDraft, type TableMetadata } from '../model/define-table'
import { ownTableNames } from './own-table-names'

/** What of the metadata tables changed between generations. */
export type SystemForm = Pick<MetadataFeatures, 'tableNames' | 'idColumn' | 'abstractColumn'>

/** Metadata of the four tables. */
export type SystemMetadata = {
  readonly tables: TableMetadata
  readonly packages: TableMetadata
  readonly attributes: TableMetadata
  readonly tags: TableMetadata
}

/** The four tables in the form of a generation. */
export function systemMetadata(form: SystemForm): SystemMetadata {
  return {
    tables: entityTypeMetadata(form),
    packages: packageMetadata(form),
    attributes: attributeMetadata(form),
    tags: tagMetadata(form),
  }
}

/** The id, which older servers call the full name and set beside a short one. */
function idColumns({ idColumn }: SystemForm, shortName: string, id: AttributeDraft): readonly AttributeDraft[] {
  if (idColumn === 'id') return [id]
  return [
    { ...id, name: idColumn, label: 'Full name' },
    { name: shortName, type: 'STRING', label: 'Name', isNillable: false },
  ]
}

function entityTypeMetadata(form: SystemForm): TableMetadata {
  const names = ownTableNames(form.tableNames)
  return defineTable({
    id: names.tables,
    label: 'Entity type',
    description: 'Meta data for entity classes',
    packageId: 'sys_md',
    idAttribute: form.idColumn,
    labelAttribute: 'label',
    lookupAttributes: ['label'],
    attributes: [
      ...idColumns(form, 'simpleName', { name: 'id', type: 'STRING', label: 'Identifier', isAuto: true }),
      { name: 'label', type: 'STRING', label: 'Label', isNillable: false },
      { name: 'description', type: 'TEXT', label: 'Description' },
      { name: 'package', type: 'XREF', label: 'Package', refTable: names.packages },
      {
        name: 'attributes',
        type: 'ONE_TO_MANY',
        label: 'Attributes',
        refTable: names.attributes,
        mappedBy: 'entity',
        isNillable: false,
      },
      {
        name: form.abstractColumn,
        type: 'BOOL',
        label: 'Abstract',
        isNillable: false,
        isReadOnly: true,
        defaultValue: 'false',
      },
      { name: 'extends', type: 'XREF', label: 'Extends', refTable: names.tables, isReadOnly: true },
      { name: 'tags', type: 'MREF', label: 'Tags', refTable: names.tags },
      {
        name: 'backend',
        type: 'ENUM',
        label: 'Backend',
        enumOptions: ['PostgreSQL'],
        isNillable: false,
        isReadOnly: true,
        defaultValue: 'PostgreSQL',
      },
      { name: 'indexingDepth', type: 'INT', label: 'Indexing depth', isNillable: false, defaultValue: '1' },
    ],
  })
}

function packageMetadata(form: SystemForm): TableMetadata {
  const names = ownTableNames(form.tableNames)
  return defineTable({
    id: names.packages,
    label: 'Package',
    description: 'Grouping of related entities',
    packageId: 'sys_md',
    idAttribute: form.idColumn,
    labelAttribute: 'label',
    lookupAttributes: ['label'],
    attributes: [
      ...idColumns(form, 'name', {
        name: 'id',
        type: 'STRING',
        label: 'Identifier',
        isAuto: true,
        validationExpression: "regex('^[\\\\w\\\\-]+$', {id})",
      }),
      { name: 'label', type: 'STRING', label: 'Label', isNillable: false },
      { name: 'description', type: 'TEXT', label: 'Description' },
      { name: 'parent', type: 'XREF', label: 'Parent', refTable: names.packages },
      {
        name: 'children',
        type: 'ONE_TO_MANY',
        label: 'Children',
        refTable: names.packages,
        mappedBy: 'parent',
        isReadOnly: true,
      },
      {
        name: 'entityTypes',
        type: 'ONE_TO_MANY',
        label: 'Entity types',
        refTable: names.tables,
        mappedBy: 'package',
        isReadOnly: true,
      },
      { name: 'tags', type: 'MREF', label: 'Tags', refTable: names.tags },
    ],
  })
}

function attributeMetadata(form: SystemForm): TableMetadata {
  const names = ownTableNames(form.tableNames)
  return defineTable({
    id: names.attributes,
    label: 'Attribute',
    description: 'Meta data for attributes',
    packageId: 'sys_md',
    idAttribute: 'id',
    labelAttribute: 'name',
    lookupAttributes: ['name', 'label'],
    attributes: [
      { name: 'id', type: 'STRING', label: 'Identifier', isAuto: true, isVisible: false },
      { name: 'name', type: 'STRING', label: 'Name', isNillable: false, isReadOnly: true },
      { name: 'entity', type: 'XREF', label: 'Entity', refTable: names.tables, isNillable: false },
      { name: 'sequenceNr', type: 'INT', label: 'Sequence number', isNillable: false },
      { name: 'type', type: 'STRING', label: 'Data type', isNillable: false },
      { name: 'isIdAttribute', type: 'BOOL', label: 'ID attribute' },
      { name: 'isLabelAttribute', type: 'BOOL', label: 'Label attribute' },
      { name: 'lookupAttributeIndex', type: 'INT', label: 'Lookup attribute index' },
      { name: 'parent', type: 'XREF', label: 'Attribute parent', refTable: names.attributes },
      { name: 'refEntityType', type: 'XREF', label: 'Referenced entity', refTable: names.tables },
      { name: 'label', type: 'STRING', label: 'Label' },
      { name: 'description', type: 'TEXT', label: 'Description' },
      { name: 'isNullable', type: 'BOOL', label: 'Nullable', isNillable: false, defaultValue: 'true' },
      { name: 'isVisible', type: 'BOOL', label: 'Visible' },
      { name: 'isUnique', type: 'BOOL', label: 'Unique', isNillable: false },
      { name: 'isReadOnly', type: 'BOOL', label: 'Read-only', isNillable: false },
      { name: 'isAggregatable', type: 'BOOL', label: 'Aggregatable', isNillable: false },
      { name: 'enumOptions', type: 'TEXT', label: 'Enum values' },
      { name: 'maxLength', type: 'INT', label: 'Max length' },
    ],
  })
}

function tagMetadata(form: SystemForm): TableMetadata {
  const names = ownTableNames(form.tableNames)
  return defineTable({
    id: names.tags,
    label: 'Tag',
    description: 'Semantic tags that can be applied to entities, attributes and other data',
    packageId: 'sys_md',
    idAttribute: 'id',
    labelAttribute: 'label',
    lookupAttributes: ['objectIRI', 'label'],
    attributes: [
      { name: 'id', type: 'STRING', label: 'Identifier' },
      { name: 'objectIRI', type: 'TEXT', label: 'Object IRI' },
      { name: 'label', type: 'STRING', label: 'Label', isNillable: false },
      { name: 'relationIRI', type: 'STRING', label: 'Relation IRI', isNillable: false },
      { name: 'relationLabel', type: 'STRING', label: 'Relation label', isNillable: false },
      { name: 'codeSystem', type: 'STRING', label: 'Code system' },
    ],
  })
}
