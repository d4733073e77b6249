// One call from input to result.
import { answerCall } from '@main/ipc/answer-call'
import { AppError } from '@shared/errors/app-error'
import type { AllHandlers } from '@shared/ipc/contract'
import { describe, expect, it, vi } from 'vitest'

const withHandler = (handler: (input: never) => unknown) => ({ 'dataset.delete': handler }) as unknown as AllHandlers
const logFailure = vi.fn(() => 'log-1')
const input = { datasetId: 'a1' }

describe('answerCall', () => {
  it('hands the parsed input to the handler and wraps its answer', async () => {
    const handler = vi.fn(() => null)
    expect(await answerCall(withHandler(handler), 'dataset.delete', { ...input, extra: 1 }, logFailure)).toEqual({
      ok: true,
      value: null,
    })
    expect(handler).toHaveBeenCalledWith(input)
  })

  it('refuses a wrong input before the handler sees it', async () => {
    const handler = vi.fn()
    const result = await answerCall(withHandler(handler), 'dataset.delete', { datasetId: '../x' }, logFailure)
    expect(result).toMatchObject({ ok: false, error: { code: 'input.invalid' } })
    expect(handler).not.toHaveBeenCalled()
  })

  it('turns an AppError into data without a log entry', async () => {
    const error = new AppError('dataset.missing', 'Gone.', { facts: { path: 'x' } })
    const result = await answerCall(
      withHandler(() => Promise.reject(error)),
      'dataset.delete',
      input,
      logFailure,
    )
    expect(result).toEqual({ ok: false, error: { code: 'dataset.missing', message: 'Gone.', facts: { path: 'x' } } })
    expect(logFailure).not.toHaveBeenCalled()
  })

  it('keeps a foreign error in the log and shows only where it stands', async () => {
    const result = await answerCall(
      withHandler(() => {
        throw new Error('secret path')
      }),
      'dataset.delete',
      input,
      logFailure,
    )
    expect(result).toEqual({
      ok: false,
      error: { code: 'internal', message: 'Something went wrong inside the program.', facts: { logId: 'log-1' } },
    })
  })

  it('says cancelled for what was cancelled in any form', async () => {
    const abort = new DOMException('aborted', 'AbortError')
    expect(
      await answerCall(
        withHandler(() => Promise.reject(abort)),
        'dataset.delete',
        input,
        logFailure,
      ),
    ).toMatchObject({ error: { code: 'cancelled' } })
  })
})
