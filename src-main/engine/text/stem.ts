// The stemmer of Martin Porter in its first published form: running, runs and run have one stem.
// @source M. F. Porter, An algorithm for suffix stripping, Program 14 (3), 1980, pp. 130-137

const isVowelAt = (word: string, index: number): boolean => {
  const sign = word[index]
  if (sign === 'a' || sign === 'e' || sign === 'i' || sign === 'o' || sign === 'u') return true
  return sign === 'y' && index > 0 && !isVowelAt(word, index - 1)
}

/** How often a vowel is followed by a consonant: the measure m of the paper. */
function measure(stem: string): number {
  let count = 0
  let wasVowel = false
  for (let i = 0; i < stem.length; i += 1) {
    const isVowel = isVowelAt(stem, i)
    if (wasVowel && !isVowel) count += 1
    wasVowel = isVowel
  }
  return count
}

function hasVowel(stem: string): boolean {
  for (let i = 0; i < stem.length; i += 1) if (isVowelAt(stem, i)) return true
  return false
}

/** Ends in two equal consonants. */
function endsDouble(word: string): boolean {
  const last = word.length - 1
  return last >= 1 && word[last] === word[last - 1] && !isVowelAt(word, last)
}

/** Ends in consonant, vowel, consonant, where the last is not w, x or y. */
function endsShort(word: string): boolean {
  const last = word.length - 1
  if (last < 2 || isVowelAt(word, last) || !isVowelAt(word, last - 1) || isVowelAt(word, last - 2)) return false
  return !'wxy'.includes(word[last] ?? '')
}

type Rule = readonly [ending: string, replacement: string]

/** Apply the first rule whose ending fits, if what is left measures more than `above`. */
function replaceEnding(word: string, rules: readonly Rule[], above: number): string {
  for (const [ending, replacement] of rules) {
    if (!word.endsWith(ending)) continue
    const stem = word.slice(0, -ending.length)
    return measure(stem) > above ? stem + replacement : word
  }
  return word
}

function plural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2)
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

function participle(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  const ending = word.endsWith('ed') ? 2 : word.endsWith('ing') ? 3 : 0
  if (ending === 0 || !hasVowel(word.slice(0, -ending))) return word
  const stem = word.slice(0, -ending)
  if (stem.endsWith('at') || stem.endsWith('bl') || stem.endsWith('iz')) return `${stem}e`
  if (endsDouble(stem)) return /[lsz]$/.test(stem) ? stem : stem.slice(0, -1)
  return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem
}

const finalY = (word: string): string =>
  word.endsWith('y') && hasVowel(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word

// Longer endings stand before shorter ones that they contain.
const doubleSuffixes: readonly Rule[] = [
  ['ational', 'ate'], ['tional', 'tion'], ['enci', 'ence'], ['anci', 'ance'], ['izer', 'ize'], ['bli', 'ble'],
  ['alli', 'al'], ['entli', 'ent'], ['eli', 'e'], ['ousli', 'ous'], ['ization', 'ize'], ['ation', 'ate'],
  ['ator', 'ate'], ['alism', 'al'], ['iveness', 'ive'], ['fulness', 'ful'], ['ousness', 'ous'], ['aliti', 'al'],
  ['iviti', 'ive'], ['biliti', 'ble'], ['logi', 'log'],
] // prettier-ignore

const adjectives: readonly Rule[] = [
  ['icate', 'ic'], ['ative', ''], ['alize', 'al'], ['iciti', 'ic'], ['ical', 'ic'], ['ful', ''], ['ness', ''],
] // prettier-ignore

const lastSuffixes: readonly Rule[] = [
  ['al', ''], ['ance', ''], ['ence', ''], ['er', ''], ['ic', ''], ['able', ''], ['ible', ''], ['ant', ''],
  ['ement', ''], ['ment', ''], ['ent', ''], ['ou', ''], ['ism', ''], ['ate', ''], ['iti', ''], ['ous', ''],
  ['ive', ''], ['ize', ''],
] // prettier-ignore

function lastSuffix(word: string): string {
  if (word.endsWith('ion')) {
    const stem = word.slice(0, -3)
    return /[st]$/.test(stem) && measure(stem) > 1 ? stem : word
  }
  return replaceEnding(word, lastSuffixes, 1)
}

function finalE(word: string): string {
  if (!word.endsWith('e')) return word
  const stem = word.slice(0, -1)
  const size = measure(stem)
  return size > 1 || (size === 1 && !endsShort(stem)) ? stem : word
}

const finalL = (word: string): string =>
  word.endsWith('l') && endsDouble(word) && measure(word) > 1 ? word.slice(0, -1) : word

/** The stem of a word in lower case; words of one or two letters are their own stem. */
export function stem(word: string): string {
  if (word.length <= 2) return word
  const base = finalY(participle(plural(word)))
  const shorter = lastSuffix(replaceEnding(replaceEnding(base, doubleSuffixes, 0), adjectives, 0))
  return finalL(finalE(shorter))
}
