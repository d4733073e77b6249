// Rows from files checked against tables of a server over loopback: what is found, what is refused and why, what is written.
import { readFile } from 'node:fs/promises'
import { join, dirname } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFileImports, type FileImports } from '../support/import/file-import'

let run: FileImports
beforeEach(async () => {
  run = await startFileImports()
})
afterEach(() => run.close())

const heading = 'SNP_ID,Samples,Chr,Pos,P_Value,Fraction_alternative_allele,Genes'

describe('a file with three bad lines', () => {
  let gene = ''
  const lines: string[] = []
  beforeEach(async () => {
    gene = String((await run.session.get('AseGene', { num: 1 }))[0]?.['Ensembl_ID'])
    lines.splice(0, lines.length, ...linesWith(gene))
  })
  const linesWith = (geneId: string) => [
    heading,
    `zz1,1,1,100,0.5,0.25,${geneId}`,
    'zz2,1,1,many,0.5,0.25,',
    `zz3,1,1,300,0.5,0.25,"${geneId},NO_SUCH_GENE"`,
    'zz4,1,1',
    'zz5,1,1,500,1e-10,0.25,',
    'rs12460890,,19,20308185,0.5,0.25,',
  ]

  it('refuses exactly these, with line, column, value and reason, and writes the others', async () => {
    const path = await run.file('snps.csv', lines.join('\n'))
    const { importId, task, report } = await run.check('ASE', path, { plan: { mode: 'add' } })
    expect(task).toMatchObject({ state: 'done', title: 'Checked snps.csv' })
    expect(report?.counts).toEqual({ addCount: 2, changeCount: 0, unchangedCount: 0, leftOutCount: 1, refusedCount: 3 })
    expect(await run.refusals(importId)).toEqual([
      [3, 'Pos', 'many', "'many' is not a whole number."],
      [4, 'Genes', 'NO_SUCH_GENE', 'There is no row with the id NO_SUCH_GENE in AseGene.'],
      [5, null, 'zz4, 1, 1', 'The line has 3 cells where 7 are expected.'],
    ])
    const before = (await run.session.get('ASE')).length
    const sent = await run.send(importId)
    expect(sent.report.sent).toMatchObject({
      addedCount: 2,
      changedCount: 0,
      refusedCount: 0,
      notSentCount: 0,
      endedBy: null,
    })
    expect((await run.session.get('ASE')).length).toBe(before + 2)
    expect(await run.session.getById('ASE', 'zz5')).toMatchObject({ SNP_ID: 'zz5', Pos: 500, P_Value: 1e-10 })
    expect(await run.session.getById('ASE', 'zz2')).toBeNull()
  })

  it('gives the refused rows back as a file with the reason as the last column', async () => {
    const path = await run.file('snps.csv', lines.join('\n'))
    const { importId } = await run.check('ASE', path)
    const saved = await run.imports.saveRefused(importId, join(dirname(path), 'refused.csv'))
    expect((await readFile(saved, 'utf8')).split('\n').slice(0, 3)).toEqual([
      `${heading},reason`,
      "zz2,1,1,many,0.5,0.25,,Pos: 'many' is not a whole number.",
      `zz3,1,1,300,0.5,0.25,"${gene},NO_SUCH_GENE",Genes: There is no row with the id NO_SUCH_GENE in AseGene.`,
    ])
  })
})

describe('rows that are there', () => {
  it('are changed only where a value is really another one, and only in the columns of the file', async () => {
    const [one, two] = await run.session.get('ASE', { num: 2 })
    const text = [
      'snp id;Pos;Fraction alternative allele',
      `${String(one?.['SNP_ID'])};${String(one?.['Pos'])};${String(one?.['Fraction_alternative_allele']).replace('.', ',')}`,
      `${String(two?.['SNP_ID'])};77;${String(two?.['Fraction_alternative_allele']).replace('.', ',')}`,
      'new one;5;0,125',
    ].join('\r\n')
    const { importId, look, report, reading } = await run.check('ASE', await run.file('x.csv', text))
    expect(reading).toMatchObject({ delimiter: ';', decimalSign: ',', hasHeadings: true })
    expect(look.headings).toEqual(['snp id', 'Pos', 'Fraction alternative allele'])
    expect(report?.counts).toMatchObject({ addCount: 1, changeCount: 1, unchangedCount: 1, refusedCount: 0 })
    await run.send(importId)
    expect(await run.session.getById('ASE', String(two?.['SNP_ID']))).toEqual({ ...two, Pos: 77 })
    expect(await run.session.getById('ASE', 'new one')).toMatchObject({ Fraction_alternative_allele: 0.125 })
  })

  it('keep what the file leaves empty, or lose it, as the person says', async () => {
    const [one] = await run.session.get('ASE', { num: 1 })
    const path = await run.file('x.csv', `SNP_ID,Chr,Pos\n${String(one?.['SNP_ID'])},,1\n`)
    const kept = await run.check('ASE', path, { plan: { emptyCells: 'as-is' } })
    await run.send(kept.importId)
    expect(await run.session.getById('ASE', String(one?.['SNP_ID']))).toEqual({ ...one, Pos: 1 })
    const emptied = await run.check('ASE', path)
    expect(emptied.report?.counts.changeCount).toBe(1)
    await run.send(emptied.importId)
    expect(await run.session.getById('ASE', String(one?.['SNP_ID']))).not.toHaveProperty('Chr')
  })

  it('are left out, or new ones are, as the person says', async () => {
    const [one] = await run.session.get('ASE', { num: 1 })
    const path = await run.file('x.csv', `SNP_ID,Pos\n${String(one?.['SNP_ID'])},1\nzz,2\nzz,3\n`)
    const added = await run.check('ASE', path, { plan: { mode: 'add' } })
    expect(added.report?.counts).toMatchObject({ addCount: 1, changeCount: 0, leftOutCount: 1, refusedCount: 1 })
    expect(await run.refusals(added.importId)).toEqual([[4, 'SNP_ID', 'zz', 'The id zz is in line 3 already.']])
    const changed = await run.check('ASE', path, { plan: { mode: 'change' } })
    expect(changed.report?.counts).toMatchObject({ addCount: 0, changeCount: 1, leftOutCount: 1, refusedCount: 1 })
  })
})

describe('encodings', () => {
  const text = 'SNP_ID;Chr;Pos\nzz-größe;Ünï;1.000\nzz2;x;2\n'
  const kinds = {
    'windows-1252': Buffer.from(text, 'latin1'),
    'utf-8': Buffer.from(`\ufeff${text}`),
    'utf-16le': Buffer.from(`\ufeff${text}`, 'utf16le'),
    'utf-16be': Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  }

  it('are found and give the very text', async () => {
    for (const [encoding, bytes] of Object.entries(kinds)) {
      const path = await run.file(`${encoding}.csv`, bytes)
      const { importId, reading, report } = await run.check('ASE', path, { reading: { decimalSign: ',' } })
      expect([encoding, reading.encoding, report?.counts.refusedCount]).toEqual([encoding, encoding, 0])
      if (encoding === 'windows-1252') await run.send(importId)
      else expect(report?.counts).toMatchObject({ addCount: 0, unchangedCount: 2 })
    }
    expect(await run.session.getById('ASE', 'zz-größe')).toMatchObject({ Chr: 'Ünï', Pos: 1000 })
  })
})

describe('references', () => {
  it('are found by label where that is said; one label of several rows is refused', async () => {
    await run.session.addAll('Grade', [
      { number: 20, label: 'twin' },
      { number: 21, label: 'twin' },
    ])
    const text =
      'id\tGrades\tCategories\na\t"low, ten, written with two digits"\tBrain\nb\t"low, ""ten, written with two digits"""\t\nc\ttwin\tblood\n'
    const { importId, report } = await run.check('AllTypes', await run.file('x.tsv', text), {
      plan: { referencesBy: 'label' },
      reading: { delimiter: '\t' },
    })
    expect((await run.refusals(importId)).map(([line, column, , reason]) => [line, column, reason])).toEqual([
      [2, 'xmref', 'There is no row called ten in Grade.'],
      [2, 'xmref', 'There is no row called written with two digits in Grade.'],
      [4, 'xmref', '2 rows of Grade are called twin. Refer by id.'],
    ])
    expect(report?.counts).toMatchObject({ addCount: 1, refusedCount: 2 })
    await run.send(importId)
    const row = await run.session.getById('AllTypes', 'b', { uploadable: true })
    expect(row).toMatchObject({ id: 'b', xmref: ['1', '10'] })
  })

  it('to rows of the same file are sent after these, and refused with them', async () => {
    const rows = Array.from({ length: 1_500 }, (_, at) => `t${String(at)},,t${String(at + 1)}`)
    const lines = ['code,name,parent', ...rows, 't1500,,brain', 'u1,,u2', 'u2,,nowhere', '']
    const { importId, report } = await run.check(
      'Tissue',
      await run.file('x.csv', lines.slice(0, 60).concat('t59,,brain', '').join('\n')),
    )
    expect(report?.counts).toMatchObject({ addCount: 60, refusedCount: 0 })
    expect((await run.send(importId)).report.sent).toMatchObject({ addedCount: 60, refusedCount: 0 })
    const orphans = await run.check(
      'Tissue',
      await run.file('y.csv', ['code,parent', ...lines.slice(-3).map((line) => line.replace(',,', ','))].join('\n')),
    )
    expect((await run.refusals(orphans.importId)).map(([line, , , reason]) => [line, reason])).toEqual([
      [2, 'The row u2 of this file, to which it refers, is refused or left out.'],
      [3, 'There is no row with the id nowhere in Tissue.'],
    ])
  })
})
