// Small messages: what they say, how many there are, when they go.
import { dismissMessage, messages, notify, notifyFailure } from '@renderer/shell/notify'
import { AppError } from '@shared/errors/app-error'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.runAllTimers()
  vi.useRealTimers()
})

describe('messages', () => {
  it('go by themselves, failures later than good news', () => {
    notify('Exporting ase.csv', '21 rows, done')
    notifyFailure(new AppError('disk.full', 'Full.'))
    expect(messages.map((message) => [message.tone, message.title])).toEqual([
      ['good', 'Exporting ase.csv'],
      ['danger', 'The disk is full.'],
    ])
    vi.advanceTimersByTime(7000)
    expect(messages.map((message) => message.tone)).toEqual(['danger'])
    vi.advanceTimersByTime(7000)
    expect(messages).toEqual([])
  })

  it('say nothing of cancelled work', () => {
    notifyFailure(new AppError('cancelled', 'Cancelled.'))
    expect(messages).toEqual([])
  })

  it('never fill the screen, and can be closed', () => {
    for (const title of ['a', 'b', 'c', 'd']) notify(title)
    expect(messages.map((message) => message.title)).toEqual(['b', 'c', 'd'])
    dismissMessage(messages[1]!.id)
    expect(messages.map((message) => message.title)).toEqual(['b', 'd'])
  })
})
