// Plans are found out once for questions that come together, and not kept for longer.
import { AppError } from '@shared/errors/app-error'
import { ShortPlanShelf } from '@main/server/molgenis-classic/plan/plan-shelf'
import type { QueryPlan } from '@main/server/molgenis-classic/plan/query-plan'
import { emptyQuery } from '@shared/query/query'
import { describe, expect, it, vi } from 'vitest'
import { condition, query } from '../../../../../support/sample-table'

const plan = (search: string): QueryPlan => ({
  node: null,
  search,
  rsql: null,
  sort: [],
  engine: 'database',
  isForIndex: false,
  sieve: [],
})

describe('the shelf of plans', () => {
  it('gives the same plan to questions that come together, whichever columns they want', async () => {
    const shelf = new ShortPlanShelf()
    const make = vi.fn(() => Promise.resolve(plan('a')))
    await Promise.all([shelf.plan('T', emptyQuery(), make), shelf.plan('T', { ...emptyQuery(), columns: ['x'] }, make)])
    expect(make).toHaveBeenCalledTimes(1)
    await shelf.plan('U', emptyQuery(), make)
    await shelf.plan('T', query({}, condition('x', 'empty')), make)
    await shelf.plan('T', { ...emptyQuery(), rsql: 'x==1' }, make)
    expect(make).toHaveBeenCalledTimes(4)
  })

  it('forgets after ten seconds, and at once when rows may have changed', async () => {
    let now = 0
    const shelf = new ShortPlanShelf(() => now)
    const make = vi.fn(() => Promise.resolve(plan('a')))
    const ask = () => shelf.plan('T', emptyQuery(), make)
    await ask()
    now = 9_999
    await ask()
    expect(make).toHaveBeenCalledTimes(1)
    now = 10_000
    await ask()
    expect(make).toHaveBeenCalledTimes(2)
    shelf.clear()
    await ask()
    expect(make).toHaveBeenCalledTimes(3)
  })

  it('asks anew after a failure or a cancelled question', async () => {
    const shelf = new ShortPlanShelf()
    const make = vi.fn(() => Promise.resolve(plan('a')))
    make.mockRejectedValueOnce(new AppError('cancelled', 'Cancelled.'))
    await expect(shelf.plan('T', emptyQuery(), make)).rejects.toMatchObject({ code: 'cancelled' })
    expect(await shelf.plan('T', emptyQuery(), make)).toEqual(plan('a'))
  })

  it('keeps a few, the oldest going first', async () => {
    const shelf = new ShortPlanShelf()
    const make = vi.fn(() => Promise.resolve(plan('a')))
    for (let number = 0; number <= 20; number += 1) await shelf.plan(`T${number}`, emptyQuery(), make)
    await shelf.plan('T20', emptyQuery(), make)
    expect(make).toHaveBeenCalledTimes(21)
    await shelf.plan('T0', emptyQuery(), make)
    expect(make).toHaveBeenCalledTimes(22)
  })
})
