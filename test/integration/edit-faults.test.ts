// Sending over a bad network, with a token that dies, and with a program that is killed on the way.
import { keyOfRow } from '@shared/edit/staged'
import type { AppError } from '@shared/errors/app-error'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { adding, createEditWorld, deleting, setting, type EditWorld } from '../support/edit-world'

let world: EditWorld
afterEach(() => world.close())

const genes = (count: number, prefix = 'zz') =>
  Array.from({ length: count }, (_, at) => adding({ Ensembl_ID: `${prefix}${String(at)}` }))
const stageAll = async (tableId: string, steps: ReturnType<typeof genes>) => {
  for (let first = 0; first < steps.length; first += 1000) {
    await world.edits.stage(world.at(tableId), 'Paste', steps.slice(first, first + 1000), first > 0)
  }
}
const addedGenes = async () => (await world.other.get('AseGene', { q: 'Ensembl_ID=like=zz' })).length
const isAddition = (line: string) => /^POST \/api\/v2\/AseGene$/.test(line)
/** Counts additions that were sent, and lets something happen at one of them. */
function additions(happening: (turn: number) => void = () => undefined): { count: number } {
  const counter = { count: 0 }
  world.proxy.onRequest = (line) => {
    if (isAddition(line)) happening(++counter.count)
  }
  return counter
}

describe('a lost connection', () => {
  it('in the middle of 3,000 rows is resolved by reading, and nothing is sent twice', async () => {
    world = await createEditWorld()
    await stageAll('AseGene', genes(3000))
    const sent = additions((turn) => {
      if (turn === 2) world.proxy.lose(/^POST \/api\/v2\/AseGene$/, 'after')
    })
    const report = await world.send()
    expect(report).toMatchObject({ endedBy: null, tables: [{ addedCount: 3000, unknownCount: 0 }] })
    expect(await addedGenes()).toBe(3000)
    expect(sent.count).toBe(3)
  })

  it('that stays lost leaves the rest staged; what arrived is found when it is back', async () => {
    world = await createEditWorld()
    await stageAll('AseGene', genes(2500))
    const { proxy } = world
    const sent = additions((turn) => {
      if (turn === 2) proxy.lose(/^/, 'after', ...Array<'before'>(20_000).fill('before'))
    })
    const taskId = await world.edits.send(world.serverId, null)
    await world.tasks.whenEnded(taskId)
    const report = world.edits.report(taskId)
    expect(report?.tables[0]).toMatchObject({ addedCount: 1000, unknownCount: 1000, notSentCount: 500 })
    expect(report?.endedBy).not.toBeNull()
    proxy.heal()
    sent.count = 0
    expect((await world.edits.get(world.at('AseGene'))).addCount).toBe(1500)
    const again = await world.send()
    expect(again).toMatchObject({ endedBy: null, tables: [{ addedCount: 1500, conflictCount: 0 }] })
    expect(await addedGenes()).toBe(2500)
    // The rows of unknown fate were there: only the last 500 were sent.
    expect(sent.count).toBe(1)
  }, 30_000)
})

describe('a killed program', () => {
  it('finds its changes again, and finds out about rows that were on their way', async () => {
    world = await createEditWorld()
    await stageAll('AseGene', genes(10))
    const { proxy, edits } = world
    let sentCount = 0
    let putBack: () => void = () => undefined
    proxy.onRequest = (line) => {
      if (!isAddition(line)) return
      sentCount += 1
      putBack = copyOf(world.folder)
    }
    await world.send()
    expect((await edits.get(world.at('AseGene'))).addCount).toBe(0)
    // As if the program had been killed when the server had the rows and it had not heard of it.
    putBack()
    world.restart()
    const [summary] = await world.edits.list()
    expect(summary).toMatchObject({ addCount: 10, problemCount: 10, undoTitle: 'Paste' })
    expect(await world.send()).toMatchObject({ tables: [{ addedCount: 10, conflictCount: 0, unknownCount: 0 }] })
    expect(await addedGenes()).toBe(10)
    expect(sentCount).toBe(1)
    await world.edits.undo(world.at('AseGene'))
    await world.send()
    expect(await addedGenes()).toBe(0)
  })

  it('says what is damaged and keeps the file', async () => {
    world = await createEditWorld()
    await stageAll('AseGene', genes(2))
    const [name = ''] = readdirSync(world.folder)
    writeFileSync(join(world.folder, name), 'nonsense')
    world.restart()
    expect(await world.edits.notices()).toMatchObject([{ title: 'Some changes that were not sent could not be read.' }])
    expect(readdirSync(world.folder).some((each) => each.includes('.damaged-'))).toBe(true)
    expect(await world.edits.list()).toEqual([])
  })
})

/** The journals as they are now, to be put back later. */
function copyOf(folder: string): () => void {
  const files = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isFile())
  const contents = files.map(({ name }) => [name, readFileSync(join(folder, name))] as const)
  return () => contents.forEach(([name, content]) => writeFileSync(join(folder, name), content))
}

describe('a sign-in', () => {
  it('that runs out in the middle is waited for, and the work goes on', async () => {
    let clockMs = 0
    world = await createEditWorld({ tokenMinutes: 10, now: () => new Date(Date.UTC(2026, 0, 1) + clockMs) })
    await stageAll('AseGene', genes(2500))
    let turn = 0
    const { proxy, sessions, serverId, tasks } = world
    proxy.onRequest = (line) => {
      if (isAddition(line) && ++turn === 2) clockMs += 11 * 60_000
    }
    const taskId = await world.edits.send(serverId, null)
    await expect.poll(() => tasks.get(taskId).state, { timeout: 10_000 }).toBe('waiting-for-sign-in')
    await sessions.signIn(serverId, { kind: 'password', userName: 'admin', password: 'admin' })
    await tasks.whenEnded(taskId)
    expect(world.edits.report(taskId)).toMatchObject({ endedBy: null, tables: [{ addedCount: 2500 }] })
    await world.other.login('admin', 'admin')
    expect(await addedGenes()).toBe(2500)
  }, 30_000)

  it('decides what may be staged, with a reason', async () => {
    world = await createEditWorld({ userName: 'reader' })
    const refusal = await world.edits
      .stage(world.at('ASE'), 'Delete', [deleting('rs3216')], false)
      .catch((e: AppError) => e)
    expect(refusal).toMatchObject({ code: 'input.invalid' })
    await world.sessions.signIn(world.serverId, { kind: 'password', userName: 'admin', password: 'admin' })
    await world.edits.stage(world.at('ASE'), 'Delete', [deleting('rs3216')], false)
  })
})

describe('cancelling', () => {
  it('ends after the batch under way and tells the truth', async () => {
    world = await createEditWorld()
    await stageAll('AseGene', genes(3000))
    const { proxy, tasks, serverId, edits } = world
    let taskId: Awaited<ReturnType<typeof edits.send>> | null = null
    let turn = 0
    proxy.onRequest = (line) => {
      if (isAddition(line) && ++turn === 2 && taskId) tasks.cancel(taskId)
    }
    taskId = await edits.send(serverId, null)
    expect((await tasks.whenEnded(taskId)).state).toBe('cancelled')
    const report = edits.report(taskId)
    expect(report).toMatchObject({ endedBy: { code: 'cancelled' }, tables: [{ addedCount: 2000, notSentCount: 1000 }] })
    expect(await addedGenes()).toBe(2000)
    expect((await edits.get(world.at('AseGene'))).isSending).toBe(false)
  })
})

describe('a server that is removed and added again', () => {
  it('finds the changes that were staged on it', async () => {
    world = await createEditWorld()
    await world.edits.stage(world.at('ASE'), 'Change', [setting('rs3216', { Chr: '2' }, { Chr: 'X' })], false)
    world.sessions.remove(world.serverId)
    world.restart()
    expect(await world.edits.list()).toEqual([])
    const signIn = { kind: 'password', userName: 'admin', password: 'admin' } as const
    const { id } = await world.sessions.add({ address: world.proxy.root, name: 'Again', signIn })
    expect(await world.edits.list()).toMatchObject([
      { serverId: id, tableId: 'ASE', changeCount: 1, undoTitle: 'Change' },
    ])
    const found = await world.edits.find({ serverId: id, tableId: 'ASE' }, [keyOfRow('rs3216')])
    expect(found).toMatchObject([{ after: { Chr: 'X' } }])
    world.restart()
    expect(await world.edits.list()).toMatchObject([{ serverId: id, changeCount: 1 }])
  })
})

describe('many rows', () => {
  it('go from an import in one step, and back', async () => {
    world = await createEditWorld()
    const { edits, at } = world
    async function* chunks() {
      const rows = genes(5000)
      for (let first = 0; first < rows.length; first += 1000) {
        yield await Promise.resolve(rows.slice(first, first + 1000))
      }
    }
    expect(await edits.stageMany(at('AseGene'), 'Import genes', chunks(), new AbortController().signal)).toBe(5000)
    expect(await edits.get(at('AseGene'))).toMatchObject({ addCount: 5000, undoTitle: 'Import genes' })
    expect(await world.send()).toMatchObject({ endedBy: null, tables: [{ addedCount: 5000 }] })
    await edits.undo(at('AseGene'))
    expect(await edits.get(at('AseGene'))).toMatchObject({ deleteCount: 5000 })
    expect(await world.send()).toMatchObject({ tables: [{ deletedCount: 5000 }] })
    expect(await addedGenes()).toBe(0)
    expect(await edits.findIds(at('AseGene'), ['zz1', 'ENSG00000129933'])).not.toContain('zz1')
  }, 60_000)

  it('that cannot all be staged are not staged at all', async () => {
    world = await createEditWorld()
    const { edits, at } = world
    async function* chunks() {
      yield await Promise.resolve(genes(10))
      yield [adding({ Nothing: 'x' })]
    }
    const signal = new AbortController().signal
    await expect(edits.stageMany(at('AseGene'), 'Import', chunks(), signal)).rejects.toMatchObject({
      code: 'input.invalid',
    })
    expect((await edits.get(at('AseGene'))).addCount).toBe(0)
  })
})
