// Texts become terms as the index of a server makes them.
import { describe, expect, test } from 'vitest'
import { analyse } from '@main/engine/text/analyse'
import { fold } from '@main/engine/text/fold'
import { stem } from '@main/engine/text/stem'
import { stripHtml } from '@main/engine/text/strip-html'
import { wordsOf } from '@main/engine/text/words'

describe('words', () => {
  test.each([
    ['The quick  (brown) fox', ['The', 'quick', 'brown', 'fox']],
    ['a.b can’t 3.14 1,000;5 e-mail', ['a.b', 'can’t', '3.14', '1,000;5', 'e', 'mail']],
    ['end. 3. x.1', ['end', '3', 'x', '1']],
    ['snake_case __ _x', ['snake_case', '_x']],
    ['https://example.org/A?b=c', ['https', 'example.org', 'A', 'b', 'c']],
    ['rs12460890 ENSG00000129226', ['rs12460890', 'ENSG00000129226']],
    ['中文字', ['中', '文', '字']],
    ['カタカナ ひら', ['カタカナ', 'ひ', 'ら']],
    ['Ελληνικά привет한국', ['Ελληνικά', 'привет한국']],
    ['e\u0301tude', ['e\u0301tude']],
    ['... !? ♀', ['♀']],
    ['... !? €', []],
    ['a😀👩‍💻b 🇳🇱', ['a', '😀', '👩‍💻', 'b', '🇳🇱']],
    ['µﾊا ﾊﾊ', ['µ', 'ﾊ', 'ا', 'ﾊﾊ']],
    ['สวัสดีabc', ['สวัสดี', 'abc']],
    ['ⓤⅣ', ['ⓤⅣ']],
    ['', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  test('a word of a million signs is cut, and takes no long time', () => {
    const words = wordsOf('x'.repeat(1_000_000))
    expect(words.join('')).toHaveLength(1_000_000)
    expect(Math.max(...words.map((word) => word.length))).toBe(255)
  })

  test('no word is lost where a long text is read in stretches', () => {
    const words = Array.from({ length: 5000 }, (_, i) => `word${i}`)
    expect(wordsOf(words.join(' '))).toEqual(words)
    expect(wordsOf(words.join(' ü ')).filter((word) => word !== 'ü')).toEqual(words)
  })
})

describe('folding', () => {
  test.each([
    ['Naïve', 'naive'],
    ['STRASSE', 'strasse'],
    ['Straße', 'strasse'],
    ['Æsir', 'aesir'],
    ['ﬁne', 'fine'],
    ['Łódź', 'lodz'],
    ['Ｆｕｌｌ', 'full'],
    ['İstanbul', 'istanbul'],
    ['x²', 'x2'],
    ['Ελληνικά', 'ελληνικά'],
    ['Йод', 'йод'],
  ])('%s is %s', (word, folded) => {
    expect(fold(word)).toBe(folded)
  })
})

describe('stems, as the paper gives them', () => {
  test.each(
    `caresses caress, ponies poni, ties ti, caress caress, cats cat, feed feed, agreed agre, plastered plaster,
     bled bled, motoring motor, sing sing, conflated conflat, troubled troubl, sized size, hopping hop, tanned tan,
     falling fall, hissing hiss, fizzed fizz, failing fail, filing file, happy happi, sky sky, relational relat,
     conditional condit, rational ration, valenci valenc, digitizer digit, radicalli radic, differentli differ,
     vileli vile, analogousli analog, vietnamization vietnam, predication predic, operator oper, feudalism feudal,
     decisiveness decis, hopefulness hope, callousness callous, formaliti formal, sensitiviti sensit,
     sensibiliti sensibl, triplicate triplic, formative form, formalize formal, electriciti electr, electrical electr,
     hopeful hope, goodness good, revival reviv, allowance allow, inference infer, airliner airlin, gyroscopic gyroscop,
     adjustable adjust, defensible defens, irritant irrit, replacement replac, adjustment adjust, dependent depend,
     adoption adopt, homologou homolog, communism commun, activate activ, angulariti angular, homologous homolog,
     effective effect, bowdlerize bowdler, probate probat, rate rate, cease ceas, controll control, roll roll, is is,
     generalizations gener, oscillators oscil`
      .split(',')
      .map((pair) => pair.trim().split(' ') as [string, string]),
  )('%s: %s', (word, expected) => {
    expect(stem(word)).toBe(expected)
  })
})

describe('mark-up', () => {
  test.each([
    ['<b>bold</b> text', 'bold text'],
    ['run<b>ning</b>', 'running'],
    ['<p>one</p><p>two</p>', '\none\n\ntwo\n'],
    ['a &amp; b &lt; &#228;&#xe4; &unknown; &', 'a & b < ää &unknown; &'],
    ['x <- 1; a < b > c', 'x <- 1; a < b > c'],
    ['see <!-- not this --> here', 'see \n here'],
    ['<script>alert(1)</script>done', '\ndone'],
  ])('%s', (text, bare) => {
    expect(stripHtml(text)).toBe(bare)
  })
})

test('terms keep the places of their words', () => {
  expect(analyse('The Running <i>foxes</i>, naïve')).toEqual([
    { term: 'the', position: 0 },
    { term: 'run', position: 1 },
    { term: 'fox', position: 2 },
    { term: 'naiv', position: 3 },
  ])
})
