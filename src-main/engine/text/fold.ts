// Writes words in lower case and without accents, so that naïve, NAIVE and naive are one word.

/** Letters that Unicode does not take apart, and what stands for them. */
const undivided: Readonly<Record<string, string>> = {
  ß: 'ss', ẞ: 'SS', æ: 'ae', ǽ: 'ae', ǣ: 'ae', œ: 'oe', ø: 'o', ǿ: 'o', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ĸ: 'q',
  ł: 'l', ŋ: 'n', ſ: 's', ŧ: 't', þ: 'th', ƀ: 'b', ƃ: 'b', ɓ: 'b', ƈ: 'c', ɕ: 'c', ȼ: 'c', ɖ: 'd', ɗ: 'd', ƌ: 'd',
  ǝ: 'e', ə: 'a', ɛ: 'e', ɇ: 'e', ƒ: 'f', ɠ: 'g', ǥ: 'g', ɦ: 'h', ɨ: 'i', ɉ: 'j', ȷ: 'j', ƙ: 'k', ƚ: 'l', ɫ: 'l',
  ɬ: 'l', ɱ: 'm', ɲ: 'n', ƞ: 'n', ɵ: 'o', ɔ: 'o', ƥ: 'p', ɋ: 'q', ɍ: 'r', ɽ: 'r', ʂ: 's', ȿ: 's', ƫ: 't', ƭ: 't',
  ʈ: 't', ʉ: 'u', ʋ: 'v', ƴ: 'y', ɏ: 'y', ƶ: 'z', ȥ: 'z', ʐ: 'z', ɀ: 'z', ĳ: 'ij', ǆ: 'dz', ǉ: 'lj', ǌ: 'nj',
  ŉ: 'n', ŀ: 'l', ȸ: 'db', ȹ: 'qp', ᵢ: 'i', ᵣ: 'r', ᵤ: 'u', ᵥ: 'v', '‘': "'", '’': "'", '‚': "'", '‛': "'", '′': "'", '“': '"', '”': '"', '‐': '-', '‑': '-', '–': '-', '—': '-',
} // prettier-ignore

/**
 * Signs that are folded by what Unicode makes of them: Latin letters with accents, ligatures, raised, lowered, circled
 * and wide signs. Roman numbers, letter-like and mathematical signs stay.
 */
const foldable =
  /[\u00aa\u00b2\u00b3\u00b9\u00ba\u00c0-\u024f\u1e00-\u1eff\u2070-\u209c\u2460-\u24ff\u2c60-\u2c7f\ufb00-\ufb06\uff01-\uff5e]/

const isAscii = (text: string): boolean => {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 127) return false
  return true
}

/** A word in lower case, with accents and ligatures of the Latin script written in plain letters. */
export function fold(word: string): string {
  if (isAscii(word)) return word.toLowerCase()
  let folded = ''
  for (const sign of word) folded += foldSign(sign)
  return folded
}

function foldSign(sign: string): string {
  if (sign <= '\u007f') return sign.toLowerCase()
  // One sign at a time: case by the word (the final sigma, the dotted I) is not the index's way.
  const lower = String.fromCodePoint(sign.toLowerCase().codePointAt(0) ?? 0)
  const known = undivided[lower]
  if (known !== undefined) return known
  if (!foldable.test(lower)) return lower
  const apart = lower.normalize('NFKD').replace(/\p{M}/gu, '')
  // Only what ends in plain letters is folded; accents of other scripts tell words apart.
  if (isAscii(apart) && apart !== '') return apart.toLowerCase()
  const letters = [...apart].map((part) => undivided[part] ?? part).join('')
  return isAscii(letters) && letters !== '' ? letters : lower
}
