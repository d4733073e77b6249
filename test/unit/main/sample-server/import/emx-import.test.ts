import { beforeEach, describe, expect, it } from 'vitest'
import { readXlsx } from '@main/sample-server/import/xlsx-sheets'
import { asking, items, refusal, tokenOf, type Ask } from '../asking'
import { importFile, textRows, workbook, zipOf } from './importing'

let ask: Ask
let token = ''
beforeEach(async () => {
  ask = asking()
  token = await tokenOf(ask, 'admin')
})

const PACKAGES = 'name,label,description,parent\nzoo,Zoo,Animals,\nzoo_birds,Birds,,zoo\n'
const ENTITIES =
  'name,package,label,abstract,extends\nAnimal,zoo,Animal,TRUE,\nBird,zoo_birds,A bird,,zoo_Animal\nFood,zoo,,,\n'
const ATTRIBUTES = [
  'entity,name,dataType,refEntity,mappedBy,idAttribute,labelAttribute,lookupAttribute,nillable,unique,rangeMin,rangeMax,enumOptions,partOfAttribute,defaultValue,expression,label',
  'zoo_Animal,id,string,,,TRUE,,,,,,,,,,,',
  'zoo_Animal,name,string,,,,TRUE,TRUE,FALSE,TRUE,,,,,,,Name',
  'zoo_birds_Bird,measures,compound,,,,,,,,,,,,,,',
  'zoo_birds_Bird,wingspan,int,,,,,,,,1,400,,measures,,,',
  'zoo_birds_Bird,egg,enum,,,,,,,,,,"white,brown",measures,white,,',
  'zoo_birds_Bird,hatched,date_time,,,,,,,,,,,,,,',
  'zoo_birds_Bird,eats,mref,zoo_Food,,,,,,,,,,,,,',
  'zoo_birds_Bird,favourite,xref,zoo_Food,,,,,,,,,,,,,',
  'zoo_birds_Bird,span_copy,int,,,,,,,,,,,,,wingspan,',
  'zoo_birds_Bird,best,xref,zoo_Food,,,,,,,,,,,,{"code":favourite_code},',
  'zoo_birds_Bird,favourite_code,string,,,,,,,,,,,,,,',
  'zoo_Food,code,string,,,AUTO,,,,,,,,,,,',
  'zoo_Food,eaters,onetomany,zoo_birds_Bird,favourite,,,,,,,,,,,,',
  '',
].join('\n')
const FILES = {
  'packages.csv': PACKAGES,
  'entities.csv': ENTITIES,
  'attributes.csv': ATTRIBUTES,
  'zoo_Food.csv': 'code\nseed\nworm\n',
  'zoo_birds_Bird.csv':
    'id,name,wingspan,eats,favourite,favourite_code\nb1,Ann,30,"worm,seed",worm,worm\nb2,Bo,,,worm,\n',
}
const zoo = (change: Record<string, string> = {}) => ({ name: 'zoo.zip', content: zipOf({ ...FILES, ...change }) })

describe('importing tables', () => {
  it('makes packages and tables with their rows, all in one', async () => {
    expect(await importFile(ask, token, zoo())).toEqual({
      status: 'FINISHED',
      message: 'Imported 2 zoo_Food entities.<br />Imported 2 zoo_birds_Bird entities.<br />',
      tables: 'zoo_Animal,zoo_birds_Bird,zoo_Food',
    })
    const { json } = await ask('/api/v2/zoo_birds_Bird/b1?attrs=*,best(*)', { token })
    expect(json).toMatchObject({
      _meta: { label: 'A bird', idAttribute: 'id', labelAttribute: 'name', lookupAttributes: ['name'] },
      name: 'Ann',
      wingspan: 30n,
      span_copy: 30n,
      egg: 'white',
      eats: [{ code: 'worm' }, { code: 'seed' }],
      favourite: { code: 'worm' },
      best: { _href: '/api/v2/zoo_Food/worm', code: 'worm' },
    })
    const eaters = (await ask('/api/v2/zoo_Food/worm', { token })).json['eaters']
    expect(eaters).toMatchObject([
      { id: 'b1', name: 'Ann' },
      { id: 'b2', name: 'Bo' },
    ])
    const tables = items(await ask('/api/v2/sys_md_EntityType?q=package==zoo&num=10', { token }))
    expect(tables.map((row) => [row['id'], row['isAbstract']])).toEqual([
      ['zoo_Animal', true],
      ['zoo_Food', false],
    ])
    expect(items(await ask('/api/v2/sys_md_Package?q=parent==zoo', { token }))[0]).toMatchObject({ label: 'Birds' })
  })

  it('makes tables that keep the rules of their definition', async () => {
    await importFile(ask, token, zoo())
    const add = async (row: Record<string, unknown>) =>
      refusal(await ask('/api/v2/zoo_birds_Bird', { token, body: { entities: [{ id: 'b3', name: 'Cy', ...row }] } }))
    expect(await add({ wingspan: 401 })).toMatchObject([
      400,
      expect.stringContaining('Value must be between 1 and 400'),
    ])
    expect(await add({ name: 'Ann' })).toMatchObject([400, expect.stringMatching(/^D24a: Value 'Ann'/)])
    expect(await add({ name: null })).toEqual([
      400,
      "D21a: The attribute 'name' of entity 'zoo_birds_Bird' can not be null.",
    ])
    expect(await add({})).toEqual([201])
    const food = await ask('/api/v2/zoo_Food', { token, body: { entities: [{}] } })
    expect(String(food.json['location'])).toMatch(/"[a-z2-7]{26}"/)
    expect((await ask('/api/v1/zoo_Animal', { token, body: { id: 'x', name: 'x' } })).status).toBe(404)
    // What others have not been granted they do not see.
    expect((await ask('/api/v2/zoo_Food', { token: await tokenOf(ask, 'reader') })).status).toBe(404)
    expect((await ask('/api/v2/zoo_Food')).status).toBe(404)
  })

  it('changes nothing where anything is wrong', async () => {
    const failing = async (change: Record<string, string>) => (await importFile(ask, token, zoo(change))).message
    expect(await failing({ 'zoo_Food.csv': 'code\nseed\n' })).toBe(
      "Unknown xref value 'worm' for attribute 'eats' of entity 'zoo_birds_Bird'.",
    )
    expect(await failing({ 'attributes.csv': ATTRIBUTES.replace(',int,', ',number,') })).toMatch(
      /number unknown data type/,
    )
    expect(await failing({ 'attributes.csv': ATTRIBUTES.replaceAll('zoo_Food,,', 'zoo_Foods,,') })).toMatch(
      /unknown entity type/,
    )
    expect(await failing({ 'attributes.csv': ATTRIBUTES.replace('AUTO', '') })).toMatch(/missing required ID attribute/)
    expect(await failing({ 'packages.csv': 'name\nzoo\n' })).toBe("Unknown package 'zoo_birds'.")
    expect(await failing({ 'entities.csv': ENTITIES.replace('abstract', 'colour') })).toMatch(/Unsupported metadata/)
    expect((await ask('/api/v2/zoo_Food', { token })).status).toBe(404)
    expect(items(await ask('/api/v2/sys_md_Package?q=id==zoo', { token }))).toEqual([])
    const editor = await tokenOf(ask, 'editor')
    expect(await importFile(ask, editor, zoo())).toMatchObject({ status: 'FAILED' })
  })

  it('adds an attribute to a table that is there, and keeps its rows', async () => {
    await importFile(ask, token, zoo())
    const content = zipOf({
      'attributes.csv': 'entity,name,dataType,idAttribute\nzoo_Food,code,string,AUTO\nzoo_Food,price,decimal,\n',
      'zoo_Food.csv': 'code,price\nseed,1.5\n',
    })
    const more = { name: 'more.zip', content }
    expect(await importFile(ask, token, more, { metadataAction: 'ADD' })).toMatchObject({ status: 'FAILED' })
    expect(await importFile(ask, token, more, { action: 'ADD_UPDATE_EXISTING' })).toMatchObject({ status: 'FINISHED' })
    expect(items(await ask('/api/v2/zoo_Food', { token }))).toMatchObject([
      { code: 'seed', price: 1.5 },
      { code: 'worm' },
    ])
    expect((await ask('/api/v2/zoo_birds_Bird/b1', { token })).json).toMatchObject({ favourite: { code: 'worm' } })
    expect(await importFile(ask, token, more, { metadataAction: 'IGNORE', action: 'UPDATE' })).toMatchObject({
      status: 'FINISHED',
    })
  })

  it('goes with its package again', async () => {
    await importFile(ask, token, zoo())
    const drop = (path: string, options: object = {}) => ask(path, { token, method: 'DELETE', ...options })
    expect(refusal(await drop('/api/v1/zoo_Food/meta'))).toMatchObject([400, expect.stringContaining('depends on it')])
    const body = { entityIds: ['zoo_Food', 'zoo_birds_Bird'] }
    expect((await drop('/api/v2/sys_md_EntityType', { body })).status).toBe(204)
    expect((await drop('/api/v1/sys_md_Package/zoo')).status).toBe(204)
    expect((await ask('/api/v2/zoo_Animal', { token })).status).toBe(404)
    expect(items(await ask('/api/v2/sys_md_Package?num=100', { token })).map(({ id }) => id)).not.toContain('zoo_birds')
    expect(await importFile(ask, token, zoo())).toMatchObject({ status: 'FINISHED' })
    expect((await drop('/api/v1/sys_md_Package/sys')).status).toBe(400)
  })
})

describe('workbooks', () => {
  it('are read by the kinds of their cells', async () => {
    const row = [
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>d</t></is></c></row>',
      '<row r="3"><c r="A3"><v>5.0</v></c><c r="B3" t="b"><v>1</v></c><c r="C3" s="1"><v>42369.5</v></c>',
      '<c r="D3" t="str"><f>A1</f><v> sum </v></c></row><row r="4"><c r="C4" s="1"><v>42369</v></c><c r="D4" t="e"><v>#N/A</v></c></row>',
    ].join('')
    const shared = [
      '<si><t>a</t></si>',
      '<si><r><t>b</t></r><r><t xml:space="preserve"> &amp; c</t></r><rPh><t>x</t></rPh></si>',
    ]
    expect(await readXlsx(workbook({ one: row }, shared))).toEqual([
      {
        name: 'one',
        columns: ['a', 'b & c', '', 'd'],
        rows: [
          ['5', 'true', '2015-12-31T12:00:00', 'sum'],
          [null, null, '2015-12-31', null],
        ],
      },
    ])
    await expect(readXlsx(zipOf({ 'a.txt': 'a' }))).rejects.toThrow('The file is not an XLSX workbook.')
  })

  it('are imported like archives', async () => {
    const lines = (text: string) =>
      textRows(
        text
          .trim()
          .split('\n')
          .map((line) => line.split('|')),
      )
    const content = workbook({
      attributes: lines('entity|name|dataType|idAttribute\nNote|id|string|TRUE\nNote|text|text|'),
      Note: lines('id|text\nn1|one < two\nn2|'),
    })
    expect(await importFile(ask, token, { name: 'notes.xlsx', content })).toEqual({
      status: 'FINISHED',
      message: 'Imported 2 Note entities.<br />',
      tables: 'Note',
    })
    expect(items(await ask('/api/v2/Note', { token }))).toMatchObject([{ id: 'n1', text: 'one < two' }, { id: 'n2' }])
    const inPackage = await importFile(ask, token, { name: 'notes.xlsx', content }, { packageId: 'types' })
    expect(inPackage).toMatchObject({
      status: 'FINISHED',
      message: 'Imported 2 types_Note entities.<br />',
      tables: 'types_Note',
    })
  })
})
