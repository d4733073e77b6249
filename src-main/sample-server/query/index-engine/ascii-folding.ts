// Accents off and ligatures open: a lower-case word in ASCII where there is an ASCII way to write it.

const SPECIAL = new Map<string, string>([
  ['ß', 'ss'], ['ẞ', 'ss'], ['æ', 'ae'], ['ǽ', 'ae'], ['ǣ', 'ae'], ['œ', 'oe'], ['ø', 'o'], ['ǿ', 'o'], ['đ', 'd'],
  ['ð', 'd'], ['þ', 'th'], ['ł', 'l'], ['ı', 'i'], ['ȷ', 'j'], ['ŋ', 'n'], ['ħ', 'h'], ['ŧ', 't'], ['ĸ', 'q'],
  ['ŉ', 'n'], ['ƀ', 'b'], ['ƃ', 'b'], ['ɓ', 'b'], ['ƈ', 'c'], ['ƌ', 'd'], ['ɖ', 'd'], ['ɗ', 'd'], ['ǝ', 'e'],
  ['ə', 'a'], ['ɛ', 'e'], ['ƒ', 'f'], ['ɠ', 'g'], ['ƕ', 'hv'], ['ɨ', 'i'], ['ɩ', 'i'], ['ƙ', 'k'], ['ƚ', 'l'],
  ['ɯ', 'm'], ['ɲ', 'n'], ['ƞ', 'n'], ['ɔ', 'o'], ['ɵ', 'o'], ['ƥ', 'p'], ['ʀ', 'r'], ['ƭ', 't'], ['ʈ', 't'],
  ['ƶ', 'z'], ['ʒ', 'z'], ['ȥ', 'z'], ['ƴ', 'y'], ['ȝ', 'z'], ['ĳ', 'ij'], ['ǆ', 'dz'], ['ǳ', 'dz'], ['ǉ', 'lj'],
  ['ǌ', 'nj'], ['ȸ', 'db'], ['ȹ', 'qp'], ['ſ', 's'], ['ⱥ', 'a'], ['ⱦ', 't'], ['ﬀ', 'ff'], ['ﬁ', 'fi'], ['ﬂ', 'fl'],
  ['ﬃ', 'ffi'], ['ﬄ', 'ffl'], ['ﬅ', 'st'], ['ﬆ', 'st'],
  ['‘', "'"], ['’', "'"], ['′', "'"], ['＇', "'"], ['‐', '-'], ['–', '-'], ['—', '-'],
]) // prettier-ignore

/** Where a compatibility form may be folded: Latin with accents, small raised and lowered signs, full width. */
const FOLDED =
  /[\u00C0-\u024F\u1E00-\u1EFF\u2C60-\u2C7F\u2070-\u209C\u00AA\u00B2\u00B3\u00B9\u00BA\u2460-\u24FF\uFF01-\uFF5E]/u

/** Fold one word. A mark that stands alone (a letter typed with a separate accent) stays as it is. */
export function foldToAscii(word: string): string {
  let folded = ''
  for (const character of word) folded += foldCharacter(character)
  return folded
}

function foldCharacter(character: string): string {
  if (character.charCodeAt(0) < 128) return character
  const special = SPECIAL.get(character)
  if (special !== undefined) return special
  if (!FOLDED.test(character)) return character
  const plain = character.normalize('NFKD').replace(/\p{M}/gu, '')
  return /^[\x20-\x7e]+$/.test(plain) ? plain : (SPECIAL.get(plain) ?? character)
}
