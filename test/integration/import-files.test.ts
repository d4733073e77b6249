// Rows from files into tables of a server over loopback: what is found, what is refused and why, what is written.
import { strToU8, zipSync } from 'fflate'
import { readFile } from 'node:fs/promises'
import { join, dirname } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFileImports, type FileImports } from '../support/import/file-import'

let run: FileImports
const countOf = async (tableId: string) => (await run.session.get(tableId)).length
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

describe('what goes on', () => {
  it('stages rows as one step that is undone at once', async () => {
    const [one] = await run.session.get('ASE', { num: 1 })
    const path = await run.file('x.csv', `SNP_ID,Pos\n${String(one?.['SNP_ID'])},1\nzz,2\n`)
    const { importId, place } = await run.check('ASE', path)
    const task = await run.tasks.whenEnded(run.imports.stage(importId))
    expect(task).toMatchObject({ state: 'done', title: 'Staged 2 rows of x.csv' })
    expect(await run.edits.get(place)).toMatchObject({
      addCount: 1,
      changeCount: 1,
      problemCount: 0,
      undoTitle: 'Import 2 rows from x.csv',
    })
    expect(await run.imports.report(importId)).toMatchObject({
      stagedCount: 2,
      counts: { addCount: 0, changeCount: 0 },
    })
    expect(await run.edits.undo(place)).toMatchObject({ addCount: 0, changeCount: 0 })
  })

  it('sends 20,000 rows in batches, and the same file again changes nothing', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `zz${String(index)},${String(index)},0.5`)
    const path = await run.file('many.csv', ['SNP_ID,Pos,P_Value', ...rows, ''].join('\n'))
    const { importId, report } = await run.check('ASE', path)
    expect(report?.counts).toMatchObject({ addCount: 20_000, refusedCount: 0 })
    const sent = await run.send(importId)
    expect(sent.report.sent).toMatchObject({ addedCount: 20_000, notSentCount: 0 })
    const again = await run.check('ASE', path)
    expect(again.report?.counts).toMatchObject({ addCount: 0, changeCount: 0, unchangedCount: 20_000 })
  }, 60_000)

  it('keeps what the server refuses with its words, and the rest is written', async () => {
    const path = await run.file('x.csv', 'SNP_ID,Pos\nzz1,1\nzz2,2\nzz3,3\n')
    const { importId } = await run.check('ASE', path)
    await run.session.add('ASE', { SNP_ID: 'zz2' })
    const { report } = await run.send(importId)
    expect(report.sent).toMatchObject({ addedCount: 2, refusedCount: 1, notSentCount: 0 })
    const [[line, , , reason] = []] = await run.refusals(importId)
    expect([line, reason]).toEqual([3, expect.stringContaining('zz2')])
  })

  it('waits for a sign-in in the middle of a sending and goes on', async () => {
    const rows = Array.from({ length: 3_500 }, (_, index) => `zz${String(index)},${String(index)}`)
    const { importId } = await run.check('ASE', await run.file('x.csv', ['SNP_ID,Pos', ...rows, ''].join('\n')))
    const taskId = run.imports.send(importId)
    await expect.poll(() => run.tasks.get(taskId).doneCount).toBeGreaterThanOrEqual(1_000)
    run.passMinutes(200)
    await expect.poll(() => run.tasks.get(taskId).state).toBe('waiting-for-sign-in')
    await run.sessions.signIn(run.serverId, { kind: 'password', userName: 'admin', password: 'admin' })
    expect(await run.tasks.whenEnded(taskId)).toMatchObject({ state: 'done', title: 'Sent 3,500 rows of x.csv' })
    expect((await run.imports.report(importId))?.sent).toMatchObject({ addedCount: 3_500, notSentCount: 0 })
  }, 20_000)

  it('tells after a cancel what was sent, and sends the rest when asked again', async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => `zz${String(index)},${String(index)}`)
    const { importId } = await run.check('ASE', await run.file('x.csv', ['SNP_ID,Pos', ...rows, ''].join('\n')))
    const before = await countOf('ASE')
    const taskId = run.imports.send(importId)
    await expect.poll(() => run.tasks.get(taskId).doneCount).toBeGreaterThanOrEqual(1_000)
    run.tasks.cancel(taskId)
    expect(await run.tasks.whenEnded(taskId)).toMatchObject({ state: 'cancelled' })
    const report = await run.imports.report(importId)
    const written = (await countOf('ASE')) - before
    expect(report?.sent).toMatchObject({ addedCount: written, notSentCount: 5_000 - written, refusedCount: 0 })
    expect(report?.counts.addCount).toBe(5_000 - written)
    const rest = await run.send(importId)
    expect(rest.report.sent).toMatchObject({ addedCount: 5_000, notSentCount: 0 })
  }, 20_000)

  it('tells what is there when the server goes away, and goes on from there when it is back', async () => {
    let left = Infinity
    const shaky = await startFileImports({
      through: (answer) => async (request) => {
        const isWrite = request.method === 'POST' && request.url.endsWith('/api/v2/ASE')
        if (left <= 0) return new Response('down', { status: 503 })
        if (isWrite) left -= 1
        return answer(request)
      },
    })
    try {
      const rows = Array.from({ length: 3_500 }, (_, index) => `zz${String(index)},${String(index)}`)
      const { importId } = await shaky.check('ASE', await shaky.file('x.csv', ['SNP_ID,Pos', ...rows, ''].join('\n')))
      left = 2
      const broken = await shaky.send(importId)
      expect(broken.task).toMatchObject({ state: 'failed', error: { code: 'server.unavailable' } })
      expect(broken.report.sent).toMatchObject({ addedCount: 2_000, refusedCount: 0 })
      const { notSentCount, unknownCount } = broken.report.sent ?? { notSentCount: 0, unknownCount: 0 }
      expect(notSentCount + unknownCount).toBe(1_500)
      left = Infinity
      // Where it is not known what arrived, the file is checked again rather than guessed about.
      const again = await shaky.check('ASE', await shaky.file('x.csv', ['SNP_ID,Pos', ...rows, ''].join('\n')))
      expect(again.report?.counts).toMatchObject({ addCount: 1_500, unchangedCount: 2_000 })
      expect((await shaky.send(again.importId)).report.sent).toMatchObject({ addedCount: 1_500, endedBy: null })
    } finally {
      await shaky.close()
    }
  }, 100_000)

  it('does not write over what somebody else changed since the check', async () => {
    const ids = (await run.session.get('ASE', { num: 3 })).map((row) => String(row['SNP_ID']))
    const path = await run.file('x.csv', ['SNP_ID,Pos', ...ids.map((id) => `${id},7`), ''].join('\n'))
    const { importId, report } = await run.check('ASE', path)
    expect(report?.counts.changeCount).toBe(3)
    await run.session.updateOne('ASE', ids[0] ?? '', 'Pos', 99)
    await run.session.updateOne('ASE', ids[1] ?? '', 'Chr', 'other')
    await run.session.delete('ASE', ids[2] ?? '').catch(() => undefined)
    const isGone = (await run.session.getById('ASE', ids[2] ?? '')) === null
    const { report: after } = await run.send(importId)
    expect(after.sent).toMatchObject({ changedCount: isGone ? 1 : 2, refusedCount: isGone ? 2 : 1, notSentCount: 0 })
    expect((await run.refusals(importId))[0]).toEqual([
      2,
      'Pos',
      null,
      'Somebody else changed this since the file was checked. Check it again.',
    ])
    expect(await run.session.getById('ASE', ids[0] ?? '')).toMatchObject({ Pos: 99 })
    expect(await run.session.getById('ASE', ids[1] ?? '')).toMatchObject({ Pos: 7, Chr: 'other' })
  })

  it('changes of the person without the right are refused before anything is sent', async () => {
    const reader = await startFileImports({ userName: 'reader' })
    try {
      const { task } = await reader.check('ASE', await reader.file('x.csv', 'SNP_ID,Pos\nzz,1\n'))
      expect(task).toMatchObject({ state: 'failed', error: { code: 'input.invalid' } })
    } finally {
      await reader.close()
    }
  })
})

describe('a file for the importer of the server', () => {
  const choice = { dataAction: 'ADD_UPDATE_EXISTING', metadataAction: null, packageId: null } as const

  it('is handed over from the disk, and its message and tables come back', async () => {
    const content = zipSync({
      'attributes.csv': strToU8(
        'name,entity,dataType,idAttribute,nillable\nkey,Made,string,TRUE,FALSE\ntext,Made,string,FALSE,TRUE\n',
      ),
      'Made.csv': strToU8('key,text\nk1,one\nk2,two\n'),
    })
    const { uploadId } = await run.uploads.note(await run.file('made.zip', content))
    const taskId = run.uploads.start(run.serverId, uploadId, choice)
    expect(await run.tasks.whenEnded(taskId)).toMatchObject({ state: 'done', title: 'Uploaded made.zip', error: null })
    const result = run.uploads.result(taskId)
    expect(result?.message).toContain('Imported 2')
    expect(result?.tableIds.length).toBe(1)
    expect(await countOf(result?.tableIds[0] ?? '')).toBe(2)
  })

  it('that it refuses ends with its words', async () => {
    const { uploadId } = await run.uploads.note(await run.file('Nothing.csv', 'a\n1\n'))
    const task = await run.tasks.whenEnded(run.uploads.start(run.serverId, uploadId, choice))
    expect(task).toMatchObject({ state: 'failed', error: { code: 'server.refused' } })
    expect(String(task.error?.facts['serverWords'])).toContain('Nothing')
  })

  it('has choices that depend on the generation of the server', async () => {
    const abilities = async (generation: '1.14' | '4' | '10.2') => {
      const other = await startFileImports({ server: { generation } })
      try {
        return await other.uploads.ability(other.serverId)
      } finally {
        await other.close()
      }
    }
    expect(await abilities('1.14')).toBeNull()
    expect(await abilities('10.2')).toEqual({ takesPackage: true, takesMetadataAction: true })
  })
})
