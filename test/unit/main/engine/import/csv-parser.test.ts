// Lines and cells of CSV that comes in pieces, and what is wrong with lines.
import { CsvParser } from '@main/engine/import/text/csv-parser'
import { sniffCells, sniffDelimiter } from '@main/engine/import/text/sniff-text'
import { decoderOf, encodingOfStart } from '@main/engine/import/text/text-encoding'
import type { Delimiter, Encoding } from '@shared/import/file-reading'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

function parse(text: string, delimiter: Delimiter = ',', pieceLength = text.length || 1) {
  const parser = new CsvParser(delimiter)
  const lines: unknown[] = []
  const faults: { line: number; reason: string }[] = []
  const pieces = Array.from({ length: Math.ceil(text.length / pieceLength) }, (_, index) =>
    text.slice(index * pieceLength, (index + 1) * pieceLength),
  )
  for (const piece of [...pieces, null]) {
    const parsed = parser.push(piece)
    lines.push(...parsed.lines.map(({ line, cells }) => [line, ...cells]))
    faults.push(...parsed.faults.map(({ line, reason }) => ({ line, reason })))
  }
  return { lines, faults }
}

describe('CSV', () => {
  it('tells nothing, empty text, quotes and line breaks within quotes apart', () => {
    const text = 'a,,""\r\n"x ""y""","two\nlines",c\r\rlast,1,2'
    const lines = [
      [1, 'a', null, ''],
      [2, 'x "y"', 'two\nlines', 'c'],
      [5, 'last', '1', '2'],
    ]
    for (let pieceLength = 1; pieceLength <= text.length; pieceLength += 1) {
      expect(parse(text, ',', pieceLength)).toEqual({ lines, faults: [] })
    }
  })

  it('reports a quote that is never closed by its line and reads the lines below it', () => {
    const { lines, faults } = parse('a,b\n1,"open\n2,two\n"3","three"\n4,four\n')
    expect(faults).toEqual([{ line: 2, reason: expect.stringContaining('quoted cell') as unknown }])
    expect(lines).toEqual([
      [1, 'a', 'b'],
      [3, '2', 'two'],
      [4, '3', 'three'],
      [5, '4', 'four'],
    ])
    expect(parse('a,b\n1,"open\n2,two').faults).toEqual([
      { line: 2, reason: expect.stringContaining('never closed') as unknown },
    ])
  })

  it('gives back whatever was written by the rules, cut into pieces anywhere', () => {
    const cell = fc.option(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ';', ' ', 'é') }), {
      nil: null,
    })
    const row = fc.array(cell, { minLength: 2, maxLength: 4 }).filter((cells) => cells.some((each) => each !== null))
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (rows, pieceLength) => {
          const quoted = (text: string | null) => (text === null ? '' : `"${text.replaceAll('"', '""')}"`)
          const text = rows.map((cells) => cells.map(quoted).join(',')).join('\n')
          const { lines, faults } = parse(text, ',', pieceLength)
          expect(faults).toEqual([])
          expect(lines.map((line) => (line as unknown[]).slice(1))).toEqual(rows)
        },
      ),
    )
  })
})

describe('clues', () => {
  it('find the delimiter, also where values hold other delimiters', () => {
    expect(sniffDelimiter('id;count\nA;1,5\nB;2,5\n', 'x.csv', true)).toBe(';')
    expect(sniffDelimiter('1,5;2,5\n3,5;4,5\n', 'x.csv', true)).toBe(';')
    expect(sniffDelimiter('id\tnote\nA\tb, c\nB\td\n', 'x.csv', true)).toBe('\t')
    expect(sniffDelimiter('a|b\n1|2\n', 'x.txt', true)).toBe('|')
    expect(sniffDelimiter('sep=|\na|b;c\n', 'x.csv', true)).toBe('|')
    expect(sniffDelimiter('only\n1\n2\n', 'x.csv', true)).toBe(',')
    expect(sniffDelimiter('id,list\nA,"x;y"\nB,"z;w"\n', 'x.csv', true)).toBe(',')
  })

  it('find decimal sign, headings and the order of days', () => {
    const never = () => false
    expect(
      sniffCells(
        [
          ['a', 'b'],
          ['1,5', '1/31/2020'],
        ],
        ';',
        never,
      ),
    ).toEqual({
      decimalSign: ',',
      hasHeadings: true,
      dateOrder: 'month-first',
      hasAmbiguousDates: false,
    })
    expect(
      sniffCells(
        [
          ['A', '1.5'],
          ['B', '01/02/2020'],
        ],
        ';',
        never,
      ),
    ).toEqual({
      decimalSign: '.',
      hasHeadings: false,
      dateOrder: null,
      hasAmbiguousDates: true,
    })
    expect(sniffCells([['x', '2019']], ',', (name) => name === 'x').hasHeadings).toBe(true)
    expect(sniffCells([['a'], ['1,234']], ',', never).decimalSign).toBe('.')
    expect(sniffCells([['a'], ['1,234']], ';', never).decimalSign).toBe(',')
  })
})

describe('encodings', () => {
  const text = 'naam;größe;€\r\nÅse;1\r\n'
  const bytesOf: Record<Encoding, Buffer> = {
    'utf-8': Buffer.from(text),
    'utf-16le': Buffer.from(text, 'utf16le'),
    'utf-16be': Buffer.from(text, 'utf16le').swap16(),
    'windows-1252': Buffer.from(text.replace('€', '\u0080'), 'latin1'),
  }

  it('give the same text, whatever the pieces', () => {
    for (const [encoding, bytes] of Object.entries(bytesOf) as [Encoding, Buffer][]) {
      for (let step = 1; step < 7; step += 1) {
        const decode = decoderOf(encoding)
        let read = ''
        for (let at = 0; at < bytes.length; at += step) read += decode(bytes.subarray(at, at + step))
        expect(read + decode(null)).toBe(text)
      }
    }
  })

  it('are told by their mark or by the zeros between letters', () => {
    expect(encodingOfStart(Buffer.from([0xff, 0xfe, 0x61, 0]))).toBe('utf-16le')
    expect(encodingOfStart(Buffer.from([0xef, 0xbb, 0xbf, 0x61]))).toBe('utf-8')
    expect(encodingOfStart(bytesOf['utf-16be'])).toBe('utf-16be')
    expect(encodingOfStart(bytesOf['utf-16le'])).toBe('utf-16le')
    expect(encodingOfStart(bytesOf['windows-1252'])).toBeNull()
    expect(() => encodingOfStart(Buffer.from([1, 0, 0, 0, 5, 0, 0, 0]))).toThrow('holds no text')
  })
})
