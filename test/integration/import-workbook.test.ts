// Workbooks: sheets, dates, leading zeros, long ids and texts, as they come into a table.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFileImports, type FileImports } from '../support/import/file-import'
import { workbook } from '../support/import/workbook'

let run: FileImports
beforeEach(async () => {
  run = await startFileImports()
})
afterEach(() => run.close())

describe('a workbook', () => {
  it('gives dates in ISO form, numbers with all their digits, and texts as they are', async () => {
    const rows = [
      ['id', 'Short text', 'Day', 'Moment', 'Decimal number', 'Long number', 'Yes or no', 'Whole number', 'Choice'],
      [
        '00123',
        '1E5',
        { raw: '43831', style: 1 },
        { raw: '43831.5208333333', style: 2 },
        0.1,
        '9007199254740993',
        true,
        7,
        'a',
      ],
      [
        { raw: '42', style: 3 },
        'a,"b"',
        { raw: '2', style: 4 },
        { raw: '43831', style: 1 },
        1e-7,
        12345678901,
        false,
        null,
        null,
      ],
      ['3', ' x ', null, null, { raw: '1.5', style: 6 }, null, null, -1, 'b'],
      [null, null, null],
      ['5', 'y', null, null, null, null, null, { error: '#N/A' }],
    ]
    const path = await run.file('book.xlsx', workbook({ Notes: [['no rows']], Values: rows }))
    const { importId, look, report } = await run.check('AllTypes', path, { reading: { sheet: 'Values' } })
    expect([look.kind, look.sheets]).toEqual(['workbook', ['Notes', 'Values']])
    expect(await run.refusals(importId)).toEqual([
      [6, null, '5, y, , , , , , #N/A', 'The cell H6 holds the error #N/A of a formula.'],
    ])
    expect(report?.counts).toMatchObject({ addCount: 3, refusedCount: 1 })
    expect((await run.send(importId)).report.sent).toMatchObject({ addedCount: 3, refusedCount: 0 })
    expect(await run.session.getById('AllTypes', '00123')).toMatchObject({
      xstring: '1E5',
      xdate: '2020-01-01',
      xdatetime: '2020-01-01T12:30:00Z',
      xdecimal: 0.1,
      xlong: '9007199254740993',
      xbool: true,
      xint: 7,
      xenum: 'a',
    })
    expect(await run.session.getById('AllTypes', '00042')).toMatchObject({
      xstring: 'a,"b"',
      xdate: '1900-01-02',
      xdatetime: '2020-01-01T00:00:00Z',
      xdecimal: 1e-7,
      xlong: 12345678901,
      xbool: false,
    })
    expect(await run.session.getById('AllTypes', '3')).toMatchObject({
      xstring: ' x ',
      xdecimal: 1.5,
      xint: -1,
      xenum: 'b',
    })
    const again = await run.check('AllTypes', path, { reading: { sheet: 'Values' } })
    expect(again.report?.counts).toMatchObject({ addCount: 0, changeCount: 0, unchangedCount: 3 })
  })

  it('that counts its days from 1904 gives the same days', async () => {
    const path = await run.file(
      'mac.xlsx',
      workbook(
        {
          A: [
            ['id', 'xdate'],
            ['m', { raw: '42369', style: 1 }],
          ],
        },
        true,
      ),
    )
    const { importId } = await run.check('AllTypes', path)
    await run.send(importId)
    expect(await run.session.getById('AllTypes', 'm')).toMatchObject({ xdate: '2020-01-01' })
  })

  it('that is none is refused with what can be done', async () => {
    const place = { serverId: run.serverId, tableId: 'ASE' }
    const open = async (name: string, content: Uint8Array | string) =>
      run.imports.open(place, await run.file(name, content))
    await expect(open('old.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4]))).rejects.toThrow(
      'Save it as XLSX or CSV',
    )
    await expect(open('cut.xlsx', workbook({ A: [['a']] }).slice(0, 400))).rejects.toThrow('damaged')
    await expect(open('empty.csv', '')).rejects.toThrow('empty')
    await expect(open('picture.csv', Buffer.from([0x89, 0x50, 0, 0, 0, 13, 0, 0]))).rejects.toThrow('holds no text')
  })
})
