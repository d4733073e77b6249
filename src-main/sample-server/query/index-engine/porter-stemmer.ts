// The stem of an English word by Porter's algorithm of 1980, with the two later rules of its author's own programs
// (`bli` and `logi`), which the index uses.

type Rule = readonly [ending: string, replacement: string]

const STEP_2: readonly Rule[] = [
  ['ational', 'ate'], ['tional', 'tion'], ['enci', 'ence'], ['anci', 'ance'], ['izer', 'ize'], ['bli', 'ble'],
  ['alli', 'al'], ['entli', 'ent'], ['eli', 'e'], ['ousli', 'ous'], ['ization', 'ize'], ['ation', 'ate'],
  ['ator', 'ate'], ['alism', 'al'], ['iveness', 'ive'], ['fulness', 'ful'], ['ousness', 'ous'], ['aliti', 'al'],
  ['iviti', 'ive'], ['biliti', 'ble'], ['logi', 'log'],
] // prettier-ignore
const STEP_3: readonly Rule[] = [
  ['icate', 'ic'], ['ative', ''], ['alize', 'al'], ['iciti', 'ic'], ['ical', 'ic'], ['ful', ''], ['ness', ''],
] // prettier-ignore
const STEP_4: readonly Rule[] = [
  ['al', ''], ['ance', ''], ['ence', ''], ['er', ''], ['ic', ''], ['able', ''], ['ible', ''], ['ant', ''],
  ['ement', ''], ['ment', ''], ['ent', ''], ['sion', 's'], ['tion', 't'], ['ou', ''], ['ism', ''], ['ate', ''],
  ['iti', ''], ['ous', ''], ['ive', ''], ['ize', ''],
] // prettier-ignore

/**
 * Stem one lower-case word. Words of one or two letters stay as they are.
 *
 * @source Porter, 'An algorithm for suffix stripping', Program 14 (1980) 130-137
 */
export function stem(word: string): string {
  if (word.length <= 2) return word
  return lastStep(
    replaceEnding(replaceEnding(replaceEnding(yToI(pastAndGerund(plural(word))), STEP_2, 0), STEP_3, 0), STEP_4, 1),
  )
}

/** Step 1a. */
function plural(word: string): string {
  if (!word.endsWith('s')) return word
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2)
  return word.endsWith('ss') ? word : word.slice(0, -1)
}

/** Step 1b. */
function pastAndGerund(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  const ending = word.endsWith('ed') ? 'ed' : word.endsWith('ing') ? 'ing' : ''
  const rest = word.slice(0, word.length - ending.length)
  if (ending === '' || !hasVowel(rest)) return word
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`
  if (endsInDoubleConsonant(rest)) return /[lsz]$/.test(rest) ? rest : rest.slice(0, -1)
  return measure(rest) === 1 && endsInShortSyllable(rest) ? `${rest}e` : rest
}

/** Step 1c. */
function yToI(word: string): string {
  return word.endsWith('y') && hasVowel(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word
}

/** Steps 2 to 4: only the longest ending that fits counts, also where its condition then fails. */
function replaceEnding(word: string, rules: readonly Rule[], moreThan: number): string {
  let best: Rule | undefined
  for (const rule of rules) {
    if (word.endsWith(rule[0]) && (best === undefined || rule[0].length > best[0].length)) best = rule
  }
  if (best === undefined) return word
  const [ending, replacement] = best
  const rest = word.slice(0, -ending.length)
  // In step 4 the s or t of `sion` and `tion` belongs to what is measured.
  const isIon = ending === 'sion' || ending === 'tion'
  return measure(isIon ? rest + replacement : rest) > moreThan ? rest + replacement : word
}

/** Step 5. */
function lastStep(word: string): string {
  let result = word
  if (result.endsWith('e')) {
    const rest = result.slice(0, -1)
    const size = measure(rest)
    if (size > 1 || (size === 1 && !endsInShortSyllable(rest))) result = rest
  }
  return result.endsWith('ll') && measure(result) > 1 ? result.slice(0, -1) : result
}

function isConsonant(word: string, at: number): boolean {
  const letter = word.charAt(at)
  if ('aeiou'.includes(letter)) return false
  return letter !== 'y' || at === 0 || !isConsonant(word, at - 1)
}

/** Number of times that vowels are followed by consonants. */
function measure(word: string): number {
  let count = 0
  let wasVowel = false
  for (let at = 0; at < word.length; at += 1) {
    const consonant = isConsonantAfter(word, at, wasVowel)
    if (consonant && wasVowel) count += 1
    wasVowel = !consonant
  }
  return count
}

/** As `isConsonant`, with what the letter before was already known, so that runs of y cost nothing. */
function isConsonantAfter(word: string, at: number, wasVowel: boolean): boolean {
  const letter = word.charAt(at)
  if ('aeiou'.includes(letter)) return false
  return letter !== 'y' || at === 0 || wasVowel
}

function hasVowel(word: string): boolean {
  let wasVowel = false
  for (let at = 0; at < word.length; at += 1) {
    if (!isConsonantAfter(word, at, wasVowel)) return true
    wasVowel = false
  }
  return false
}

function endsInDoubleConsonant(word: string): boolean {
  const last = word.length - 1
  return last > 0 && word.charAt(last) === word.charAt(last - 1) && isConsonant(word, last)
}

/** Consonant, vowel, consonant, the last not w, x or y. */
function endsInShortSyllable(word: string): boolean {
  const last = word.length - 1
  if (last < 2 || /[wxy]$/.test(word)) return false
  return isConsonant(word, last) && !isConsonant(word, last - 1) && isConsonant(word, last - 2)
}
