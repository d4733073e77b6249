// How the index takes texts apart: stems, words, HTML, accents, and words near each other.
import { describe, expect, it } from 'vitest'
import { foldToAscii } from '@main/sample-server/query/index-engine/ascii-folding'
import { withoutHtml } from '@main/sample-server/query/index-engine/html-strip'
import { holdsPhrase } from '@main/sample-server/query/index-engine/phrase-match'
import { stem } from '@main/sample-server/query/index-engine/porter-stemmer'
import { analysedWords, surelyLacks } from '@main/sample-server/query/index-engine/text-analysis'
import { wordsOf } from '@main/sample-server/query/index-engine/word-breaks'

describe('stems', () => {
  // The examples of the paper, rule by rule, as they come out of the whole algorithm.
  it.each(
    (
      'caresses:caress ponies:poni ties:ti caress:caress cats:cat feed:feed agreed:agre plastered:plaster bled:bled ' +
      'motoring:motor sing:sing conflated:conflat troubled:troubl sized:size hopping:hop tanned:tan falling:fall ' +
      'hissing:hiss fizzed:fizz failing:fail filing:file happy:happi sky:sky relational:relat conditional:condit ' +
      'rational:ration valenci:valenc hesitanci:hesit digitizer:digit conformabli:conform radicalli:radic ' +
      'differentli:differ vileli:vile analogousli:analog vietnamization:vietnam predication:predic operator:oper ' +
      'feudalism:feudal decisiveness:decis hopefulness:hope callousness:callous formaliti:formal sensitiviti:sensit ' +
      'sensibiliti:sensibl triplicate:triplic formative:form formalize:formal electriciti:electr electrical:electr ' +
      'hopeful:hope goodness:good revival:reviv allowance:allow inference:infer airliner:airlin gyroscopic:gyroscop ' +
      'adjustable:adjust defensible:defens irritant:irrit replacement:replac adjustment:adjust dependent:depend ' +
      'adoption:adopt homologou:homolog communism:commun activate:activ angulariti:angular homologous:homolog ' +
      'effective:effect bowdlerize:bowdler probate:probat rate:rate cease:ceas controll:control roll:roll ' +
      'is:is apology:apolog syzygy:syzygi'
    )
      .split(' ')
      .map((pair) => pair.split(':')),
  )('%s: %s', (word = '', expected) => {
    expect(stem(word)).toBe(expected)
  })
})

describe('words', () => {
  it.each([
    ['The quick, brown fox', 'The|quick|brown|fox'],
    ["O'Neil's 3.14 1,000 a.b a..b", "O'Neil's|3.14|1,000|a.b|a|b"],
    ['a_b _c_ _ __ x-y', 'a_b|_c_|x|y'],
    ['https://example.org/A?b=c&d=e', 'https|example.org|A|b|c|d|e'],
    ['8.3.11 v8.3 1;2 1:2', '8.3.11|v8.3|1;2|1|2'],
    ['日本 naïve', '日|本|naïve'],
    ['カタカナ ひらがな 한국어', 'カタカナ|ひ|ら|が|な|한국어'],
    ['Ünïcode d’accord', 'Ünïcode|d’accord'],
    ['so 😀 good', 'so|😀|good'],
    ['...', ''],
  ])('%s', (text, expected) => {
    expect(wordsOf(text).join('|')).toBe(expected)
  })

  it('cuts a word after 255 characters', () => {
    expect(wordsOf('x'.repeat(600)).map((word) => word.length)).toEqual([255, 255, 90])
  })
})

describe('texts', () => {
  it.each([
    ['<b>bold</b> text', 'bold text'],
    ['a<br>b<p>c', 'a\nb\nc'],
    ['x &amp; y &#8364; &#x41; &eacute; &nosuch;', 'x & y € A é &nosuch;'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['<!-- no --><script>x("<b>")</script>yes', '\n\nyes'],
  ])('%s without HTML', (text, expected) => {
    expect(withoutHtml(text)).toBe(expected)
  })

  it.each([
    ['naïve', 'naive'],
    ['straße', 'strasse'],
    ['œuvre', 'oeuvre'],
    ['ﬁn', 'fin'],
    ['łódź', 'lodz'],
    ['日本', '日本'],
  ])('%s folds to %s', (word, expected) => {
    expect(foldToAscii(word)).toBe(expected)
  })

  it('become the words of the index', () => {
    expect(analysedWords('<i>Running</i> NAÏVE Dogs')).toEqual(['run', 'naiv', 'dog'])
    expect(analysedWords('')).toEqual([])
  })

  it('are only said to lack a word that they lack', () => {
    expect(surelyLacks('running', 'run')).toBe(false)
    expect(surelyLacks('rs12', 'rs13')).toBe(false)
    expect(surelyLacks('T', 'a')).toBe(true)
    expect(surelyLacks('cat', 'catch')).toBe(true)
    expect(surelyLacks('a b', 'b')).toBe(false)
  })
})

describe('phrases', () => {
  const far = (count: number): string[] => ['a', ...Array.from({ length: count }, () => 'x'), 'b']

  it('may be ten places apart and in either order', () => {
    expect(holdsPhrase(far(10), ['a', 'b'])).toBe(true)
    expect(holdsPhrase(far(11), ['a', 'b'])).toBe(false)
    expect(holdsPhrase(far(8), ['b', 'a'])).toBe(true)
    expect(holdsPhrase(far(9), ['b', 'a'])).toBe(false)
  })

  it('want a word of their own for each of theirs', () => {
    expect(holdsPhrase(['a', 'b'], ['a', 'a'])).toBe(false)
    expect(holdsPhrase(['a', 'b', 'a'], ['a', 'a'])).toBe(true)
    expect(holdsPhrase(['a'], [])).toBe(false)
    expect(holdsPhrase(['ab', 'cd'], ['ab', new Set(['ce', 'cd'])])).toBe(true)
  })
})
