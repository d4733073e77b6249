// Rules of tables in the dry run: what is required, unique, filled in or kept by the server; and every generation of it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GENERATION_NAMES } from '@main/sample-server/generation'
import { startFileImports, type FileImports } from '../support/import/file-import'

let run: FileImports | null = null
const start = async (options: Parameters<typeof startFileImports>[0] = {}): Promise<FileImports> =>
  (run = await startFileImports(options))
afterEach(async () => {
  await run?.close()
  run = null
})

describe('the rules of a table', () => {
  let here: FileImports
  beforeEach(async () => {
    here = await start()
  })
  const reasons = async (importId: string) =>
    (await here.refusals(importId)).map(([line, column, , reason]) => [line, column, reason])

  it('let the server make ids and fill in defaults, and refuse what is missing, too large or there already', async () => {
    const text = [
      'Code\tDay\tStatus\tTubes drawn\tTissue\tGrades\tReading\tAdded at',
      'N1\t2024-05-01\t\t3\tblood\t1\t1/2\t2020-01-01',
      'N2\t\t\t11\tnowhere\t\t\t',
      'N1\t2024-05-01\tdone\t3\tblood\t1\t\t',
      'V-2024-03\t2024-05-01\tdone\t3\tblood\t1, 10\t\t',
      'N5\t2024-05-01\tfinished\t\tBrain\t77\t\t',
    ].join('\n')
    const { importId, plan, report } = await here.check('Visit', await here.file('v.tsv', text), {
      plan: { mode: 'add' },
    })
    expect(plan.columns).toEqual(['code', 'day', 'status', 'tubes', 'tissue', 'grades', null, null])
    expect(await reasons(importId)).toEqual([
      [3, 'tissue', expect.stringContaining('nowhere')],
      [3, 'tubes', '11 is not between 0 and 10.'],
      [4, 'code', 'The value N1 must be unique and is in line 2 already.'],
      [5, 'code', 'The value V-2024-03 must be unique and the row visit-03 has it already.'],
      [6, 'grades', 'There is no row with the id 77 in Grade.'],
      [6, 'status', expect.stringContaining('finished')],
    ])
    expect(report?.counts).toMatchObject({ addCount: 1, refusedCount: 4 })
    expect((await here.send(importId)).report.sent).toMatchObject({ addedCount: 1, refusedCount: 0 })
    const [added] = await here.session.get('Visit', { q: 'code==N1' })
    expect(added).toMatchObject({ status: 'planned', tubes: 3, day: '2024-05-01' })
  })

  it('say what new rows lack, but not of rows that are there', async () => {
    const path = await here.file(
      'v.csv',
      'id,Tubes drawn,Entered by\nvisit-02,9,second batch\nnew one,1,x\nvisit-03,2,first batch\n',
    )
    const { importId, report } = await here.check('Visit', path)
    expect(await reasons(importId)).toEqual([
      [2, 'origin', 'The server lets this column be read, not changed.'],
      [3, 'code', 'This needs a value.'],
      [3, 'day', 'This needs a value.'],
      [3, 'grades', 'This needs at least one reference.'],
      [3, 'tissue', 'This needs a value.'],
    ])
    expect(report?.counts).toMatchObject({ addCount: 0, changeCount: 0, unchangedCount: 1, refusedCount: 2 })
    const emptied = await here.file('w.csv', 'id,day,note\nvisit-02,,\nvisit-04,2024-02-04,\n')
    const asIs = await here.check('Visit', emptied, { plan: { emptyCells: 'as-is' } })
    expect(asIs.report?.counts).toMatchObject({ unchangedCount: 2 })
    const without = await here.check('Visit', emptied)
    expect(await reasons(without.importId)).toEqual([[2, 'day', 'This needs a value.']])
    expect(without.report?.counts).toMatchObject({ changeCount: 1, refusedCount: 1 })
    await here.send(without.importId)
    expect(await here.session.getById('Visit', 'visit-04')).not.toHaveProperty('note')
  })

  it('are looked at where a row changes, not where it is as it was', async () => {
    const path = await here.file('v.csv', 'id,Tubes drawn,Contact\nvisit-01,11,visit01@example.org\nvisit-02,1,none\n')
    const { importId } = await here.check('Visit', path)
    expect(await here.refusals(importId)).toEqual([
      [2, 'tubes', '11', '11 is not between 0 and 10.'],
      [3, 'mail', 'none', "'none' is not an e-mail address."],
    ])
  })

  it('that only the server knows come back with its words, at the row that they are about', async () => {
    const path = await here.file('v.csv', 'id,Systolic,Diastolic\nvisit-01,120,60\nvisit-02,100,130\nvisit-03,140,90\n')
    const { importId, report } = await here.check('Visit', path)
    expect(report?.counts).toMatchObject({ changeCount: 3, refusedCount: 0 })
    expect((await here.send(importId)).report.sent).toMatchObject({ changedCount: 2, refusedCount: 1, notSentCount: 0 })
    const [[line, , , reason] = []] = await here.refusals(importId)
    expect([line, reason]).toEqual([3, expect.stringMatching(/server says: .*diastolic/is)])
    expect(await here.session.getById('Visit', 'visit-03')).toMatchObject({ systolic: 140, diastolic: 90 })
  })

  it('let a row refer to one that stands below it', async () => {
    const path = await here.file('v.csv', 'number,Taken from,volume\nC,B,1\nB,A,1\nA,,1\nD,V01-a,1\n')
    const { importId, report } = await here.check('Vial', path)
    expect(report?.counts).toMatchObject({ addCount: 4, refusedCount: 0 })
    expect((await here.send(importId)).report.sent).toMatchObject({ addedCount: 4, refusedCount: 0 })
  })
})

describe('every generation of servers', () => {
  it.each(GENERATION_NAMES)('%s takes the good rows and has the bad ones refused', async (generation) => {
    const here = await start({ server: { generation } })
    const [known] = await here.session.get('ASE', { num: 1 })
    const id = String(known?.['SNP_ID'])
    const text = `SNP_ID,Pos,P_Value,Genes\nzz1,1,0.5,\nzz2,x,0.5,\n"z/z ""3""",3,,NO_SUCH\n${id},77,0.5\n"z'z ""4""",4,1e-5,\n${id},5,,\n`
    const { importId, task, report } = await here.check('ASE', await here.file('x.csv', text))
    expect(task.error).toBeNull()
    expect((await here.refusals(importId)).map(([line]) => line)).toEqual([3, 4, 5])
    expect(report?.counts).toMatchObject({ addCount: 2, changeCount: 1, refusedCount: 3 })
    expect((await here.send(importId)).report.sent).toMatchObject({ addedCount: 2, changedCount: 1, refusedCount: 0 })
    expect(await here.session.getById('ASE', id)).toMatchObject({ Pos: 5 })
    expect(await here.session.getById('ASE', `z'z "4"`)).toMatchObject({ Pos: 4, P_Value: 1e-5 })
  })
})
