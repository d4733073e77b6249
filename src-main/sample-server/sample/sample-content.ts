// Everything that the built-in sample server serves.
import type { ServerContent } from '../model/server-content'
import { aseTables, type AseSize } from './ase-tables'
import { donorTable } from './donor-table'
import { allTypesTable } from './types/all-types-table'
import { visitTables } from './types/visit-tables'
import { referredTables, sampleFile, TYPES_PACKAGE } from './types/referred-tables'

/**
 * Packages, tables and files of the sample data.
 *
 * @param origin  scheme and host that the addresses of files begin with
 */
export function sampleContent(size: AseSize, origin: string): ServerContent {
  return {
    packages: [
      { id: TYPES_PACKAGE, label: 'Every data type', description: 'Made-up rows with every data type of the server' },
    ],
    tables: [...aseTables(size), donorTable(), allTypesTable(), ...referredTables(origin), ...visitTables()],
    fileOf: sampleFile,
  }
}
