// Says in a line how a filter is answered.
import type { Explanation } from '@shared/query/explanation'
import { formatCount } from '../../ui/format'

const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

const engines = {
  copy: 'Answered by the copy on this computer.',
  database: 'Answered by the server’s database.',
  index: 'Answered by the server’s index',
} as const

const reach = (mostRows: number | null): string =>
  mostRows === null ? '' : `reaches at most ${formatCount(mostRows)} rows and `

/**
 * How a filter is answered, in sentences.
 *
 * @param labelOf  the label of an attribute
 */
export function answerWords(explanation: Explanation, labelOf: (attribute: string) => string): string {
  const { engine, mostRows, sieved, lookedUp } = explanation
  const first = [...new Set(lookedUp.map(({ tableLabel }) => tableLabel))]
  const sentences = [
    first.length > 0 ? `Rows of ${listed(first)} are looked up first.` : '',
    engine === 'index'
      ? `${engines.index}, which ${reach(mostRows)}may be some seconds behind what was just changed.`
      : engines[engine],
    sieved.length > 0
      ? `For ${listed(sieved.map(labelOf))} the server gives more rows; those that do not pass are left out here.`
      : '',
  ]
  return sentences.filter((sentence) => sentence !== '').join(' ')
}
