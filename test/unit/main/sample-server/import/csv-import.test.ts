import { beforeEach, describe, expect, it } from 'vitest'
import { readCsv } from '@main/sample-server/import/csv-rows'
import { asking, items, tokenOf, type Ask } from '../asking'
import { importFile, send, zipOf } from './importing'

let ask: Ask
let token = ''
beforeEach(async () => {
  ask = asking()
  token = await tokenOf(ask, 'admin')
})

const genes = async () =>
  items(await ask('/api/v2/AseGene?q=Ensembl_ID=like=ENSGU', { token })).map((row) => row['Ensembl_ID'])
const csv = (content: string, name = 'AseGene.csv') => ({ name, content })

describe('reading CSV as the server does', () => {
  it('drops backslashes, ends at a blank line, and takes quotes and line ends of every kind', async () => {
    const text = '\ufeffa, b \r\n1,"x ""y"",\nz"\r\n"",\\*\\\\ q\n\nnot,read\n'
    expect(await readCsv('t', text, ',')).toEqual({
      name: 't',
      columns: ['a', 'b'],
      rows: [
        ['1', 'x "y",\nz'],
        [null, '*\\ q'],
      ],
    })
    expect((await readCsv('t', 'a\tb\n1,5\t"2\t3"', '\t')).rows).toEqual([['1,5', '2\t3']])
    expect((await readCsv('t', '', ',')).columns).toEqual([])
    await expect(readCsv('t', 'a,b\n1\n', ',')).rejects.toThrow(
      "Number of values (1) doesn't match the number of headers (2): [1]",
    )
  })
})

describe('importing rows', () => {
  it('adds, replaces or passes over rows as it is told', async () => {
    const two = csv('Ensembl_ID\nENSGU1\nENSGU2\n')
    expect(await importFile(ask, token, two)).toEqual({
      status: 'FINISHED',
      message: 'Imported 2 AseGene entities.<br />',
      tables: '',
    })
    expect(await genes()).toEqual(['ENSGU1', 'ENSGU2'])
    expect(await importFile(ask, token, two, { action: 'add' })).toMatchObject({
      status: 'FAILED',
      message: "Value 'ENSGU1' for unique attribute 'Ensembl_ID' from entity 'AseGene' already exists.",
    })
    const three = csv('Ensembl_ID\nENSGU1\nENSGU3\n')
    expect(await importFile(ask, token, three, { action: 'ADD_IGNORE_EXISTING' })).toMatchObject({
      status: 'FINISHED',
      message: 'Imported 1 AseGene entities.<br />',
    })
    expect(await importFile(ask, token, csv('Ensembl_ID\nENSGU4\n'), { action: 'UPDATE' })).toMatchObject({
      status: 'FAILED',
      message: 'Cannot update [AseGene] with id [ENSGU4] because it does not exist',
    })
    const types = csv('id,xint,xbool,xmref,xstring\nfull,7,TRUE,"1,2",\nnew,,,,"a, b"\n', 'AllTypes.csv')
    expect(await importFile(ask, token, types, { action: 'ADD_UPDATE_EXISTING' })).toMatchObject({ status: 'FINISHED' })
    expect((await ask('/api/v2/AllTypes/full', { token })).json).toMatchObject({
      xint: 7n,
      xbool: true,
      xmref: [{ number: 1n }, { number: 2n }],
    })
    expect((await ask('/api/v2/AllTypes/new', { token })).json).toMatchObject({ xstring: 'a, b' })
  })

  it('writes nothing where one row is bad', async () => {
    const failing = async (content: string, name = 'AseGene.csv') =>
      (await importFile(ask, token, csv(content, name))).message
    expect(await failing('Ensembl_ID\nENSGU1\nENSGU1\n')).toMatch(/^Value 'ENSGU1' for unique attribute/)
    expect(await failing('Ensembl_ID,nosuch\nENSGU1,x\n')).toBe("Unknown attribute 'nosuch' of entity type 'AseGene'.")
    expect(await failing('id,xint\nn1,1\nn2,x\n', 'AllTypes.csv')).toBe('For input string: "x"')
    expect(await failing('id,xxref\nn1,rs0\n', 'AllTypes.csv')).toBe(
      "Unknown xref value 'rs0' for attribute 'xxref' of entity 'AllTypes'.",
    )
    expect(await failing('a\n1\n', 'Unknown.csv')).toBe("Unknown entity type 'Unknown'.")
    const archive = {
      name: 'both.zip',
      content: zipOf({ 'AseGene.csv': 'Ensembl_ID\nENSGU1\n', 'Nothing.csv': 'a\n' }),
    }
    expect(await importFile(ask, token, archive)).toMatchObject({
      status: 'FAILED',
      message: "Unknown entity type 'Nothing'.",
    })
    expect(await genes()).toEqual([])
  })

  it('takes rows of several tables that refer to each other, in any order', async () => {
    const content = zipOf({
      'data/SampleAse.csv': 'ID,SNP_ID\nx1,rs1\n',
      'data/ASE.tsv': 'SNP_ID\tPos\tGenes\nrs1\t5\tENSGU1,ENSGU2\n',
      'data/AseGene.csv': 'Ensembl_ID\nENSGU1\nENSGU2\n',
      '__MACOSX/data/._ASE.tsv': 'x',
    })
    expect(await importFile(ask, token, { name: 'all.zip', content })).toEqual({
      status: 'FINISHED',
      message: 'Imported 1 SampleAse entities.<br />Imported 1 ASE entities.<br />Imported 2 AseGene entities.<br />',
      tables: '',
    })
    expect(items(await ask('/api/v2/SampleAse?q=SNP_ID==rs1&attrs=SNP_ID(Pos)', { token }))[0]).toMatchObject({
      SNP_ID: { Pos: 5n },
    })
  })

  it('is for those who may write, and says at once what cannot begin', async () => {
    const two = csv('Ensembl_ID\nENSGU1\n')
    const guest = await send(ask, 'no-token', two)
    expect([guest.status, guest.location]).toEqual([302, '/login'])
    const reader = await send(ask, await tokenOf(ask, 'reader'), two)
    expect([reader.status, reader.type]).toEqual([403, 'text/html;charset=UTF-8'])
    const editor = await tokenOf(ask, 'editor')
    expect(await importFile(ask, editor, two)).toMatchObject({ status: 'FINISHED' })
    expect(items(await ask('/api/v2/sys_ImportRun', { token: editor }))).toHaveLength(1)
    expect(items(await ask('/api/v2/sys_ImportRun', { token: await tokenOf(ask, 'reader') }))).toHaveLength(0)
    expect((await ask('/api/v2/sys_ImportRun', {})).status).toBe(401)
    const refused = async (name: string, fields: Record<string, string>) => {
      const { status, text, type } = await send(ask, token, { ...two, name }, fields)
      return [status, type, text]
    }
    expect(await refused('AseGene.doc', {})).toEqual([
      400,
      'text/plain',
      'Can not import file. No suitable importer found for [AseGene.doc]',
    ])
    expect(await refused('AseGene.csv', { action: 'DROP' })).toEqual([
      400,
      'text/plain',
      'Invalid action:[DROP] valid values: ADD, ADD_UPDATE_EXISTING, UPDATE, ADD_IGNORE_EXISTING',
    ])
    expect((await refused('AseGene.csv', { packageId: 'nosuch' }))[2]).toBe('Package [nosuch] does not exist.')
    const { status, message } = await importFile(ask, token, { name: 'x.zip', content: 'no archive' })
    expect([status, String(message).slice(0, 29)]).toEqual(['FAILED', 'The file is not a ZIP archive'])
  })

  it('lets others read and write while a large file is read', async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `ENSGU${String(at)}`)
    const { text } = await send(ask, token, csv(['Ensembl_ID', ...lines].join('\n')))
    const { status } = await ask('/api/v2/AseGene', { token, body: { entities: [{ Ensembl_ID: 'ENSG5' }] } })
    expect(status).toBe(201)
    const run = async () => (await ask(text, { token })).json['status']
    await expect.poll(run, { timeout: 20_000 }).toBe('FINISHED')
    expect((await ask('/api/v2/AseGene?num=0&q=Ensembl_ID=like=ENSGU', { token })).json['total']).toBe(20_000n)
  })
})
