// What can stand at the cursor in a filter that is being typed: told from the tokens in front of it.
import { rsqlTokenAt, type RsqlToken } from './rsql-token'
import { rsqlOperators, type RsqlOperator, type Span } from './rsql-tree'

/**
 * What is being typed, and the stretch of the text that a completion takes the place of.
 *
 * - `attribute`: the name of an attribute, or a group
 * - `operator`: an operator behind an attribute
 * - `value`: a value; `canOpen` where a list may begin, `quote` the sign that it was begun with
 * - `joint`: what joins two conditions or closes a group; `inList` between the values of a list, `depth` open groups
 */
export type RsqlPlace = Span & { readonly typed: string } & (
    | { readonly kind: 'attribute' }
    | { readonly kind: 'operator'; readonly attribute: string }
    | {
        readonly kind: 'value'
        readonly attribute: string
        readonly operator: RsqlOperator
        readonly isInList: boolean
        readonly depth: number
        readonly quote: string
      }
    | { readonly kind: 'joint'; readonly isInList: boolean; readonly depth: number }
  )

type State = {
  kind: 'part' | 'attribute' | 'operator' | 'list' | 'listed' | 'done'
  attribute: string
  operator: RsqlOperator
  depth: number
}

const otherSigns: Readonly<Record<string, RsqlOperator>> = { '<': '=lt=', '<=': '=le=', '>': '=gt=', '>=': '=ge=' }

/** An operator by its sign; undefined where the language has none such. */
export const operatorOf = (sign: string): RsqlOperator | undefined =>
  otherSigns[sign] ?? rsqlOperators.find((each) => each === sign)

/**
 * Tell what can stand at the cursor.
 *
 * @returns null where nothing can be said: behind what cannot be read
 */
export function rsqlPlaceAt(text: string, cursor: number): RsqlPlace | null {
  const state: State = { kind: 'part', attribute: '', operator: '==', depth: 0 }
  let at = 0
  for (;;) {
    const begun = begunOperator(text, at, cursor, state)
    if (begun) return begun
    const token = rsqlTokenAt(text, at)
    const isBehind = token.kind === 'end' || token.start >= cursor
    if (isBehind) return placeOf(state, { start: cursor, end: cursor, typed: '', quote: '' })
    // Between a value and its joint nothing is typed any more.
    const isTyped = token.kind === 'word' || token.kind === 'quoted' || token.kind === 'bad'
    if (token.end >= cursor && isTyped) return placeOf(state, typedIn(token, text, cursor))
    if (token.end > cursor) return null
    if (!advance(state, token)) return null
    at = token.end
  }
}

/** `=`, `=l`, `!`: no token yet, but the beginning of an operator. */
function begunOperator(text: string, at: number, cursor: number, state: State): RsqlPlace | null {
  if (state.kind !== 'attribute') return null
  const start = at + (/^ */.exec(text.slice(at))?.[0].length ?? 0)
  const typed = text.slice(start, cursor)
  if (!/^(=[A-Za-z]*|!)$/.test(typed)) return null
  const { end, kind } = rsqlTokenAt(text, start)
  return { kind: 'operator', start, end: kind === 'operator' ? end : cursor, typed, attribute: state.attribute }
}

type Typed = Span & { readonly typed: string; readonly quote: string }

function typedIn(token: RsqlToken, text: string, cursor: number): Typed {
  const first = text[token.start] ?? ''
  const quote = first === '"' || first === "'" ? first : ''
  const typed = text.slice(token.start + quote.length, cursor)
  if (token.kind === 'quoted') {
    const isClosed = cursor === token.end
    return { start: token.start, end: token.end, typed: isClosed ? typed.slice(0, -1) : typed, quote }
  }
  // A quote that is never closed swallows all that follows; only what is typed so far is replaced.
  return { start: token.start, end: token.kind === 'bad' ? cursor : token.end, typed, quote }
}

function placeOf(state: State, { start, end, typed, quote }: Typed): RsqlPlace | null {
  const span = { start, end, typed }
  const { attribute, operator, depth } = state
  switch (state.kind) {
    case 'part':
      return quote === '' ? { ...span, kind: 'attribute' } : null
    case 'attribute':
      return typed === '' ? { ...span, kind: 'operator', attribute } : null
    case 'operator':
      return { ...span, kind: 'value', attribute, operator, isInList: false, depth, quote }
    case 'list':
      return { ...span, kind: 'value', attribute, operator, isInList: true, depth, quote }
    case 'listed':
      return typed === '' ? { ...span, kind: 'joint', isInList: true, depth } : null
    case 'done':
      return typed === '' ? { ...span, kind: 'joint', isInList: false, depth } : null
  }
}

/** Go past a token; false where it cannot stand. */
function advance(state: State, token: RsqlToken): boolean {
  const next = nextKind(state, token)
  if (next === null) return false
  if (state.kind === 'part' && token.kind === 'word') state.attribute = token.text
  if (token.kind === 'operator') state.operator = operatorOf(token.text) ?? '=='
  if (state.kind === 'part' && token.kind === '(') state.depth += 1
  if (state.kind === 'done' && token.kind === ')') state.depth -= 1
  state.kind = next
  return true
}

function nextKind({ kind, depth }: State, token: RsqlToken): State['kind'] | null {
  const isValue = token.kind === 'word' || token.kind === 'quoted'
  switch (kind) {
    case 'part':
      return token.kind === '(' ? 'part' : token.kind === 'word' ? 'attribute' : null
    case 'attribute':
      return token.kind === 'operator' && operatorOf(token.text) !== undefined ? 'operator' : null
    case 'operator':
      return token.kind === '(' ? 'list' : isValue ? 'done' : null
    case 'list':
      return isValue ? 'listed' : null
    case 'listed':
      return token.kind === 'or' ? 'list' : token.kind === ')' ? 'done' : null
    case 'done':
      if (token.kind === ')') return depth > 0 ? 'done' : null
      return token.kind === 'and' || token.kind === 'or' ? 'part' : null
  }
}
