// The rules of batches, with a work that fails as it is told.
import { AppError } from '@shared/errors/app-error'
import type { ErrorCode } from '@shared/errors/error-code'
import { runBatches, type BatchWork, type Resolution } from '@main/session/client/batch-run'
import { countOutcomes } from '@main/session/client/write-report'
import { describe, expect, it } from 'vitest'

const error = (code: ErrorCode, facts = {}) => new AppError(code, `It was ${code}.`, { facts })
type Script = { readonly sends: (AppError | null)[]; readonly resolutions?: Resolution[] }

/** Twelve rows in batches of five; each send takes the next of the script, and succeeds when there is none. */
async function run({ sends, resolutions = [] }: Script, changes: Partial<BatchWork> = {}) {
  const asked: string[] = []
  const progress: number[] = []
  const report = await runBatches({
    rowCount: 12,
    batchRows: 5,
    send: (first, end) => {
      asked.push(`send ${String(first)}-${String(end)}`)
      const next = sends.shift()
      if (next) return Promise.reject(next)
      return Promise.resolve(Array.from({ length: end - first }, (_, at) => `r${String(first + at)}`))
    },
    resolve: (first, end) => {
      asked.push(`resolve ${String(first)}-${String(end)}`)
      return Promise.resolve(resolutions.shift() ?? 'unknown')
    },
    renew: () => {
      asked.push('renew')
      return Promise.resolve()
    },
    onRefusal: 'go-on',
    onProgress: (done) => progress.push(done),
    signal: new AbortController().signal,
    graceMs: 5,
    resolveMs: 200,
    retryDelaysMs: [0, 0],
    ...changes,
  })
  const states = report.outcomes.map(({ state }) => state[0]).join('')
  return { report, asked, progress, states }
}

describe('batches', () => {
  it('go one after the other, with progress and the ids', async () => {
    const { report, progress, states } = await run({ sends: [] })
    expect([states, progress]).toEqual(['wwwwwwwwwwww', [5, 10, 12]])
    expect(report.outcomes.map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, at) => `r${String(at)}`))
  })

  it('stand or fall alone, or end the work, as it is wanted', async () => {
    const refusal = () => error('server.refused', { rowIndex: 2, status: 400 })
    const { report, states } = await run({ sends: [null, refusal()] })
    expect(states).toBe('wwwwwrrrrrww')
    expect(report.outcomes[5]?.error?.facts['rowIndex']).toBe(7)
    expect((await run({ sends: [null, refusal()] }, { onRefusal: 'stop' })).states).toBe('wwwwwrrrrrnn')
  })

  it('end at what every batch would meet: no right, no table, no network', async () => {
    expect((await run({ sends: [null, error('server.refused', { status: 401 })] })).states).toBe('wwwwwrrrrrnn')
    expect((await run({ sends: [error('table.missing')] })).states).toBe('rrrrrnnnnnnn')
    expect((await run({ sends: [null, error('network.refused')] })).states).toBe('wwwwwnnnnnnn')
  })

  it('single out the rows at fault', async () => {
    const bad = [1, 7, 8]
    const { report, states } = await run(
      { sends: [] },
      {
        onRefusal: 'split',
        send: (first, end) => {
          const at = bad.find((row) => row >= first && row < end)
          if (at !== undefined) return Promise.reject(error('server.refused', { rowIndex: at - first }))
          return Promise.resolve(Array<string>(end - first).fill('id'))
        },
      },
    )
    expect(states).toBe('wrwwwwwrrwww')
    expect(bad.map((row) => report.outcomes[row]?.error?.facts['rowIndex'])).toEqual(bad)
  })
})

describe('a lost answer', () => {
  const lost = () => error('network.interrupted')

  it('is resolved by reading: written rows are not sent again, others are', async () => {
    const { asked, states } = await run({
      sends: [lost(), lost()],
      resolutions: ['written', 'not-written'],
    })
    expect(states).toBe('wwwwwwwwwwww')
    expect(asked).toEqual(['send 0-5', 'resolve 0-5', 'send 5-10', 'resolve 5-10', 'send 5-10', 'send 10-12'])
  })

  it('leaves rows unknown that cannot be recognised, and sends nothing more', async () => {
    const { states, asked } = await run({ sends: [lost()], resolutions: ['unknown'] })
    expect(states).toBe('uuuuunnnnnnn')
    expect(asked).toHaveLength(2)
  })

  it('is given up after some attempts; a server that was only slow may still be writing', async () => {
    const again: Resolution[] = ['not-written', 'not-written', 'not-written']
    expect((await run({ sends: [lost(), lost(), lost()], resolutions: [...again] })).states).toBe('nnnnnnnnnnnn')
    const late = () => error('network.timeout')
    expect((await run({ sends: [late(), late(), late()], resolutions: [...again] })).states).toBe('uuuuunnnnnnn')
  })

  it('may come as a refusal of the second attempt, because the first did arrive', async () => {
    const { states } = await run({
      sends: [lost(), error('server.refused', { serverCode: 'D24a' })],
      resolutions: ['not-written', 'written'],
    })
    expect(states).toBe('wwwwwwwwwwww')
  })

  it('is asked for as long as the network is away, but not for ever', async () => {
    let tries = 0
    const resolve = () => {
      tries += 1
      return tries < 4 ? Promise.reject(error('network.unreachable')) : Promise.resolve('written' as const)
    }
    expect((await run({ sends: [lost()] }, { resolve })).states).toBe('wwwwwwwwwwww')
    const never = () => Promise.reject(error('network.unreachable'))
    const patience = { resolve: never, resolveMs: 30, retryDelaysMs: [0, 5] }
    expect((await run({ sends: [lost()] }, patience)).states).toBe('uuuuunnnnnnn')
  })
})

describe('a token that died', () => {
  it('is renewed and the batch sent again', async () => {
    const { asked, states } = await run({ sends: [null, error('auth.expired')] })
    expect(states).toBe('wwwwwwwwwwww')
    expect(asked).toEqual(['send 0-5', 'send 5-10', 'renew', 'send 5-10', 'send 10-12'])
  })

  it('ends the work when nobody renews it', async () => {
    const renew = () => Promise.reject(error('auth.refused'))
    const { report, states } = await run({ sends: [null, error('auth.expired')] }, { renew })
    expect(states).toBe('wwwwwnnnnnnn')
    expect(report.outcomes[5]?.error?.code).toBe('auth.refused')
    expect(countOutcomes(report)).toEqual({ written: 5, refused: 0, 'not-sent': 7, unknown: 0 })
  })

  it('is not renewed for ever', async () => {
    const sends = Array.from({ length: 9 }, () => error('auth.expired'))
    expect((await run({ sends })).states).toBe('nnnnnnnnnnnn')
  })
})
