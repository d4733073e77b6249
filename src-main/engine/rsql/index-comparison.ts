// One comparison as a server's index answers it: words instead of signs; without a value it is never true.
import { searchedValue } from '@shared/rsql/rsql-value'
import type { RsqlAttribute } from '@shared/rsql/rsql-attribute'
import type { RsqlComparison } from '@shared/rsql/rsql-tree'
import type { RsqlValue } from '@shared/rsql/rsql-value'
import { anyTermSql } from '../query/phrase'
import { analyse } from '../text/analyse'
import { isAmong, longList, orderSigns, valuesOf } from './database-comparison'
import type { RsqlContext } from './rsql-context'
import { comparable, literal } from './typed-value'
import { denied, valueSource, type ValueSource } from './value-source'
import { heldTexts, phraseValues } from './word-search'

/** A comparison without its NOT: `a!=b` is answered as `a==b`, and denied by its level. */
export async function indexComparison(
  comparison: RsqlComparison,
  named: RsqlAttribute,
  context: RsqlContext,
): Promise<string> {
  const source = valueSource(named, context)
  // Ids of referenced rows, and labels that the copy itself holds, are kept as text whatever their type.
  const { target } = named.column
  const isKept = named.inner === target?.idColumn || !context.references.has(target?.tableId ?? '')
  const attribute = named.inner !== null && isKept ? { ...named, type: named.column.type } : named
  const values = valuesOf(comparison, attribute)
  const [first = null, second = null] = values
  const { bound } = context
  const { type, comparedType } = attribute
  const limited = (limits: readonly (readonly [sign: string, value: RsqlValue])[]) =>
    source.some((value) => {
      const own = comparable(value, type, comparedType)
      const tests = limits.filter(([, limit]) => limit !== null)
      if (tests.length === 0) return `(${own} IS NOT NULL)`
      return `(${tests.map(([sign, limit]) => `${own} ${sign} ${literal(limit, comparedType, bound)}`).join(' AND ')})`
    })
  switch (comparison.operator) {
    case '==':
    case '!=':
    case '=in=':
      return isAnyOf(source, values, attribute, context)
    case '=rng=':
      // A range with an end left empty is open there.
      return limited([
        ['>=', first],
        ['<=', second],
      ])
    case '=like=':
    case '=notlike=':
      return containsWords(source, comparison.values[0] ?? '', context)
    case '=q=':
      return hasWord(source, comparison.values[0] ?? '', attribute, context)
    default:
      return limited([[orderSigns[comparison.operator] ?? '=', first]])
  }
}

function isAnyOf(
  source: ValueSource,
  values: readonly RsqlValue[],
  attribute: RsqlAttribute,
  { bound }: RsqlContext,
): string {
  const given = [...new Set(values)].filter((value) => value !== null)
  const parts: string[] = []
  if (values.includes(null)) parts.push(denied(source.some((value) => `(${value} IS NOT NULL)`)))
  const list = longList(given, attribute, bound)
  if (list !== null) parts.push(source.holds(list))
  else if (given.length > 0) parts.push(source.some((value) => isAmong(value, given, attribute, bound)))
  return parts.length === 1 ? (parts[0] ?? 'false') : `(${parts.join(' OR ')})`
}

/** The words of the text near each other in one value, the last one as the beginning of a word. */
async function containsWords(source: ValueSource, text: string, context: RsqlContext): Promise<string> {
  const terms = analyse(text).map(({ term }) => term)
  if (terms.length === 0) return 'false'
  return source.holds(heldTexts(source.words, await phraseValues(terms, source.words, true, context)))
}

/** At least one word of the text; in types that are not cut into words, the value that is equal to it. */
function hasWord(source: ValueSource, text: string, attribute: RsqlAttribute, { bound }: RsqlContext): string {
  const { type, comparedType } = attribute
  const read = searchedValue(text, comparedType)
  if (read === 'words') {
    const terms = analyse(text).map(({ term }) => term)
    if (terms.length === 0) return 'false'
    return source.holds(heldTexts(source.words, anyTermSql(terms, source.words.place, bound, source.words.schema)))
  }
  if (read === 'none' || !read.ok) return 'false'
  return source.some(
    (value) => `(${comparable(value, type, comparedType)} = ${literal(read.value, comparedType, bound)})`,
  )
}
