// An offline copy in words: a title short enough for a list, and what is known of it.
import type { Dataset } from '@shared/dataset/dataset'
import { activeConditions, isFiltering } from '@shared/query/query'
import { querySentence, tableWords } from '@shared/query/sentence'
import { formatCounted, formatMoment, formatSize } from '../../ui/format'

const maxTitleLetters = 48

/** The table's label, with the values that the kept part was filtered by: `SampleAse, rs12460890`. */
export function copyTitle(dataset: Dataset): string {
  if (!isFiltering(dataset.query)) return dataset.table.label
  const conditions = activeConditions(dataset.query.filter)
  const words = [...conditions.flatMap((condition) => condition.values), dataset.query.search.trim()].filter(
    (word) => word !== '',
  )
  const title = [dataset.table.label, ...(words.length > 0 ? words : ['filtered'])].join(', ')
  return title.length <= maxTitleLetters ? title : `${title.slice(0, maxTitleLetters - 1).trimEnd()}…`
}

/** Whose rows they are: `21 rows of Sample data`. */
export const copyOrigin = (dataset: Dataset): string =>
  `${formatCounted(dataset.rowCount, 'row')} of ${dataset.serverName}`

/** All that is known of a copy, a line each, for a tooltip. */
export function copyFacts(dataset: Dataset): string {
  return [
    copyOrigin(dataset),
    dataset.serverAddress,
    isFiltering(dataset.query) ? querySentence(dataset.query, tableWords(dataset.table)) : 'The whole table',
    `Kept ${formatMoment(dataset.keptAtIso)}${dataset.userName === null ? '' : ` as ${dataset.userName}`}`,
    formatSize(dataset.sizeBytes),
  ]
    .filter((line) => line !== null)
    .join('\n')
}
