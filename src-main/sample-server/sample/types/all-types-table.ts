// The table with an attribute of every data type that the server knows.
import { defineTable, literalTable } from '../../model/define-table'
import type { TableModel } from '../../model/table-model'
import { ALL_TYPES_ROWS } from './all-types-rows'
import { plainRows } from './plain-rows'
import { remarksAbout, TYPES_PACKAGE } from './referred-tables'

const metadata = defineTable({
  id: 'AllTypes',
  label: 'AllTypes',
  description:
    'One attribute of every data type, with missing values, extremes, and text that is hard to show. All made up.',
  packageId: TYPES_PACKAGE,
  idAttribute: 'id',
  attributes: [
    { name: 'id', type: 'STRING', label: 'Id' },
    {
      name: 'grp',
      type: 'COMPOUND',
      label: 'Group',
      description: 'A group of attributes',
      parts: [
        { name: 'xbool', type: 'BOOL', label: 'Yes or no', isAggregatable: true },
        { name: 'xcat', type: 'CATEGORICAL', label: 'Category', refTable: 'Tissue' },
      ],
    },
    { name: 'xcatm', type: 'CATEGORICAL_MREF', label: 'Categories', refTable: 'Tissue' },
    { name: 'xdate', type: 'DATE', label: 'Day' },
    { name: 'xdatetime', type: 'DATE_TIME', label: 'Moment' },
    { name: 'xdecimal', type: 'DECIMAL', label: 'Decimal number' },
    { name: 'xemail', type: 'EMAIL', label: 'E-mail address' },
    { name: 'xenum', type: 'ENUM', label: 'Choice', enumOptions: ['a', 'b', 'c'], isAggregatable: true },
    { name: 'xfile', type: 'FILE', label: 'File', refTable: 'sys_FileMeta' },
    { name: 'xhtml', type: 'HTML', label: 'HTML' },
    { name: 'xhyper', type: 'HYPERLINK', label: 'Link' },
    { name: 'xint', type: 'INT', label: 'Whole number', description: '32 bits' },
    { name: 'xlong', type: 'LONG', label: 'Long number', description: '64 bits' },
    { name: 'xmref', type: 'MREF', label: 'Grades', refTable: 'Grade' },
    { name: 'xonetomany', type: 'ONE_TO_MANY', label: 'Remarks', refTable: 'Remark', mappedBy: 'about' },
    { name: 'xscript', type: 'SCRIPT', label: 'Script' },
    { name: 'xstring', type: 'STRING', label: 'Short text' },
    { name: 'xtext', type: 'TEXT', label: 'Long text' },
    { name: 'xxref', type: 'XREF', label: 'SNP', refTable: 'ASE' },
  ],
})

/** The table `AllTypes`. */
export function allTypesTable(): TableModel {
  return literalTable(metadata, () =>
    [...ALL_TYPES_ROWS, ...plainRows()].map((row) => ({ ...row, xonetomany: remarksAbout(String(row['id'])) })),
  )
}
