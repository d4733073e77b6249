// Pages become parts with the types of the metadata, and what is no page is told as such.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { places } from '@shared/dataset/places'
import { emptyQuery } from '@shared/query/query'
import { sliceRows } from '@shared/table/table-slice'
import { column, table } from '../support/sample-table'
import { pageText } from '../support/engine/fake-server'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'

let engine: TestEngine
beforeAll(async () => {
  engine = await startTestEngine()
})
afterAll(() => engine.close())

const small = table('T', [column('id'), column('count', 'int'), column('big', 'long'), column('born', 'date')])

const rowsOf = async (...args: Parameters<TestEngine['copyOf']>) => {
  const { copy } = await engine.copyOf(...args)
  return sliceRows(await engine.engine.ask('view.rows', { copy, query: emptyQuery(), offset: 0, limit: 100 }))
}

describe('texts that are hard to hold', () => {
  const texts = table('T', [column('id'), column('text')])

  test('a byte order mark at the beginning of a value stays', async () => {
    const rows = [
      { id: '\ufeffa', text: '\ufeff' },
      { id: 'b', text: '\ufeff\ufefflong enough not to be kept in place' },
    ]
    expect(await rowsOf(texts, [pageText(rows, 2)])).toEqual(rows)
  })

  test('halves of characters and bytes that are no text become U+FFFD, all else stays', async () => {
    const long = '😀é\\n"'.repeat(100_000)
    const page = pageText([{ id: 'a', text: long }], 2).replace(
      '"items":[',
      String.raw`"items":[{"id":"\ud83d","text":"\ude00x\ud83d\ude00\\ud83dÿ"},`,
    )
    const [before = '', after = ''] = page.split('ÿ')
    const bytes = Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)])
    expect(await rowsOf(texts, [bytes])).toEqual([
      { id: '\ufffd', text: '\ufffdx😀\\ud83d\ufffd' },
      { id: 'a', text: long },
    ])
  })
})

describe('labels that are no text', () => {
  const target = (labelType: 'decimal' | 'reference') => ({
    ...{ tableId: 'X', tableLabel: 'X', idColumn: 'key', labelColumn: 'label', idType: 'string' as const },
    labelType,
  })
  const referring = table('T', [
    column('id'),
    column('size', 'reference', { target: target('decimal') }),
    column('kind', 'references', { target: target('reference') }),
  ])

  test('numbers stand in their shortest form, references for the id of their row', async () => {
    const href = '/api/v2/Kind/a%20b%2Cc'
    const page = `{"total":2,"items":[
      {"id":"1","size":{"key":"a","label":3.0},"kind":[{"key":"k","label":{"_href":"${href}","x":"y/z"}}]},
      {"id":"2","size":{"key":"b","label":1.0E-10},"kind":[{"key":"k"}]},
      {"id":"3","size":{"key":"c"}}]}`
    expect(await rowsOf(referring, [page])).toEqual([
      { id: '1', size: { id: 'a', label: '3' }, kind: [{ id: 'k', label: 'a b,c' }] },
      { id: '2', size: { id: 'b', label: '1e-10' }, kind: [{ id: 'k', label: 'k' }] },
      { id: '3', size: { id: 'c', label: 'c' }, kind: [] },
    ])
  })
})

describe('a body that is no page', () => {
  const refuse = async (body: string | Buffer) => {
    await mkdir(join(engine.folder, places.pages('bad')), { recursive: true })
    await writeFile(join(engine.folder, places.page('bad', 0)), body)
    return engine.engine.ask('page.convert', { jobId: 'bad', offset: 0, table: small }).then(
      () => null,
      (error: unknown) => error,
    )
  }

  test.each([
    ['an empty body', '', 'empty page'],
    ['HTML', '<!DOCTYPE html><title>Sign in</title>', 'not JSON'],
    ['a page that is cut off', pageText([{ id: 'a' }], 1).slice(0, -10), 'cut off'],
    ['a page without rows', '{"total": 1}', 'without rows'],
    ['two pages', '{"items":[]} {"items":[]}', 'not one page'],
    ['a list', '[1, 2]', ''],
    ['text in a column of numbers', pageText([{ id: 'a', count: 'many' }], 1), 'type: "many".'],
    ['a number beyond its type', pageText([{ id: 'a', count: 3_000_000_000 }], 1), 'type: 3000000000.'],
    ['a day that does not exist', pageText([{ id: 'a', born: '2015-02-30' }], 1), 'type: "2015-02-30".'],
    ['bytes that are no text', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), ''],
  ])('%s is a malformed answer', async (_, body, words) => {
    const failure = await refuse(body)
    expect(failure).toMatchObject({ code: 'server.answer-malformed' })
    expect(String(failure)).toContain(words)
  })

  test('a refusal in place of a page carries the server’s words', async () => {
    const failure = await refuse('{"errors":[{"message":"Unknown entity type","code":"D01"}]}')
    expect(failure).toMatchObject({
      code: 'server.refused',
      facts: { serverWords: 'Unknown entity type', serverCode: 'D01' },
    })
  })
})

describe('values of a page', () => {
  test('whole numbers keep all their digits', async () => {
    const rows = await rowsOf(small, [
      pageText(
        [
          { id: 'a', big: 9223372036854775807n },
          { id: 'b', big: 9007199254740993n, count: -2147483648 },
        ],
        2,
      ),
    ])
    expect(rows).toEqual([
      { id: 'a', big: '9223372036854775807', count: null, born: null },
      { id: 'b', big: '9007199254740993', count: -2147483648, born: null },
    ])
  })

  test('text that looks like something else stays text', async () => {
    const texts = ['T', 'true', 'NaN', '007', '1e5', ' padded ', '', '2015-12-31', 'null', '中文 😀', 'a\n"b"']
    const rows = await rowsOf(table('T', [column('id'), column('t')]), [
      pageText(
        texts.map((t, index) => ({ id: `r${index}`, t })),
        texts.length,
      ),
    ])
    expect(rows.map(({ t }) => t)).toEqual(texts)
  })

  test('a time is the same instant in each way of writing it, in UTC', async () => {
    const ways = [
      '2015-12-31T22:59:59Z',
      '2015-12-31T23:59:59+0100',
      '2015-12-31T22:59:59+00:00',
      '2015-12-31T22:59:59.250Z',
    ]
    const rows = await rowsOf(table('T', [column('id'), column('at', 'date-time'), column('on', 'date')]), [
      pageText(
        ways.map((at, index) => ({ id: `r${index}`, at, on: at })),
        ways.length,
      ),
    ])
    expect(rows.map(({ at }) => at)).toEqual([
      '2015-12-31T22:59:59Z',
      '2015-12-31T22:59:59Z',
      '2015-12-31T22:59:59Z',
      '2015-12-31T22:59:59.250Z',
    ])
    expect(rows.map(({ on }) => on)).toEqual(Array(4).fill('2015-12-31'))
  })

  test('names that differ in case only are different columns', async () => {
    const twins = table('T', [
      column('id'),
      column('ID', 'long'),
      column('Id', 'date-time'),
      column('iD', 'references'),
    ])
    const rows = await rowsOf(twins, [
      pageText([{ id: 'a', ID: 9007199254740993n, Id: '2000-01-01T00:00:00Z', iD: [{ id: 'x', label: 'X' }] }], 1),
    ])
    expect(rows).toEqual([
      { id: 'a', ID: '9007199254740993', Id: '2000-01-01T00:00:00Z', iD: [{ id: 'x', label: 'X' }] },
    ])
  })

  test('a name may hold any sign', async () => {
    const names = [`a"b'c`, 'select', 'x.y', 'ü;--', '$1', 'n', 'c0', '[1]', 'back\\slash']
    const odd = table('T', [column('id'), ...names.map((name) => column(name))])
    const row = { id: '1', ...Object.fromEntries(names.map((name) => [name, `value of ${name}`])) }
    expect(await rowsOf(odd, [pageText([row], 1)])).toEqual([row])
  })

  test('an id that stands in an address only is the last part of it', async () => {
    const rows = await rowsOf(table('T', [column('id'), column('one', 'reference'), column('many', 'references')]), [
      pageText(
        [
          { id: '1', one: { _href: '/api/v2/S/a%20b' }, many: [{ _href: '/api/v2/S/8' }, {}] },
          { id: '2', one: { id: 'i', label: 'L' } },
        ],
        2,
      ),
    ])
    expect(rows).toEqual([
      { id: '1', one: { id: 'a b', label: 'a b' }, many: [{ id: '8', label: '8' }] },
      { id: '2', one: { id: 'i', label: 'L' }, many: [] },
    ])
  })

  test('rows of several pages lie in the order of their offsets', async () => {
    const simple = table('T', [column('id'), column('i', 'int')])
    const page = (start: number) =>
      pageText(
        [0, 1, 2].map((i) => ({ id: `r${start + i}`, i: start + i })),
        9,
      )
    const rows = await rowsOf(simple, [page(0), page(3), page(6)], 3)
    expect(rows.map(({ i }) => i)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  })

  test('a page of 30 MB with one value of 8 MB is read', async () => {
    const long = 'x'.repeat(8 * 2 ** 20)
    const rows = Array.from({ length: 10_000 }, (_, i) => ({ id: `r${i}`, t: i === 5 ? long : 'y'.repeat(2_000) }))
    const { copy, report } = await engine.copyOf(table('T', [column('id'), column('t', 'text')]), [
      pageText(rows, 10_000),
    ])
    expect(report.rowCount).toBe(10_000)
    const row = await engine.engine.ask('view.row', { copy, id: 'r5' })
    expect(row?.data[1]?.[0]).toHaveLength(long.length)
  })

  test('rows without an id are not the same row', async () => {
    const { report } = await engine.copyOf(table('T', [column('id'), column('v')]), [pageText([{}, { v: 'x' }, {}], 3)])
    expect(report).toMatchObject({ rowCount: 3, duplicateIds: [] })
  })

  test('an id that comes twice is told', async () => {
    const { report } = await engine.copyOf(table('T', [column('id')]), [
      pageText([{ id: 'a' }, { id: 'b' }, { id: 'a' }], 3),
    ])
    expect(report).toMatchObject({ rowCount: 3, duplicateIds: ['a'] })
  })
})
