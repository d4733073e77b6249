// Rows of files, and files as they are, on their way to a server over loopback: what is sent, what stops it, and what is
// left to send.
import { strToU8, zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFileImports, type FileImports } from '../support/import/file-import'

let run: FileImports
const countOf = async (tableId: string) => (await run.session.get(tableId)).length
beforeEach(async () => {
  run = await startFileImports()
})
afterEach(() => run.close())

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
