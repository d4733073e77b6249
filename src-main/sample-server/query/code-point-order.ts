// Order of texts by code point, as the database and the index sort them. JavaScript's own order goes by UTF-16 unit,
// which puts the characters beyond U+FFFF before U+E000 to U+FFFF.

/** Negative, zero or positive as `left` stands before, at or behind `right` by code point. */
export function compareCodePoints(left: string, right: string): number {
  if (left === right) return 0
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at += 1) {
    const a = left.charCodeAt(at)
    const b = right.charCodeAt(at)
    if (a !== b) return rank(a) - rank(b)
  }
  return left.length - right.length
}

/** Surrogates stand for code points above U+FFFF, so they go behind every other unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
