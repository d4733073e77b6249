// Writes any number of rows in batches: each stands or falls alone, lost answers are resolved by reading, never by guessing.
import { AppError, isCancelled } from '@shared/errors/app-error'
import { joinSignals } from '@main/server/joined-signal'
import type { RowOutcome, RowState, WriteReport } from './write-report'

/** What a refusal of one batch means for the work: the others go on, or it ends, or the rows at fault are singled out. */
export type OnRefusal = 'go-on' | 'stop' | 'split'

/** What reading told of a batch whose answer was lost. */
export type Resolution = 'written' | 'not-written' | 'unknown'

/** The work on rows that are counted from 0. */
export type BatchWork = {
  readonly rowCount: number
  readonly batchRows: number
  /** Send rows `first` up to, not including, `end`. @returns their ids, or nothing where these are known */
  send(first: number, end: number, signal: AbortSignal): Promise<readonly (string | null)[]>
  /** Find out whether rows arrived. */
  resolve(first: number, end: number, signal: AbortSignal): Promise<Resolution>
  /** Get a token that works, as soon as there is one. */
  renew(signal: AbortSignal): Promise<void>
  readonly onRefusal: OnRefusal
  readonly onProgress: (doneRows: number) => void
  readonly signal: AbortSignal
  /** How long a batch under way may go on after a cancel, so that its fate is known. */
  readonly graceMs: number
  /** How long it is tried to find out what became of a batch whose answer was lost. */
  readonly resolveMs: number
  /** Pauses before a batch is sent again whose answer was lost. */
  readonly retryDelaysMs: readonly number[]
}

const lost = ['network.interrupted', 'network.timeout', 'network.unreachable', 'server.unavailable']
const mostRenewals = 5

/** Run the work; never throws for what befalls rows, for the report says it. */
export const runBatches = (work: BatchWork): Promise<WriteReport> => new BatchRun(work).run()

class BatchRun {
  private readonly outcomes: RowOutcome[] = []
  /** What ended the work early. */
  private ending: AppError | null = null

  constructor(private readonly work: BatchWork) {}

  async run(): Promise<WriteReport> {
    const { rowCount, batchRows, onProgress } = this.work
    for (let first = 0; first < rowCount; first += batchRows) {
      await this.write(first, Math.min(first + batchRows, rowCount))
      if (this.ending === null) onProgress(this.outcomes.length)
    }
    return { outcomes: this.outcomes }
  }

  private async write(first: number, end: number): Promise<void> {
    if (this.work.signal.aborted) this.ending ??= cancelled()
    if (this.ending !== null) return this.note('not-sent', end - first, this.ending)
    const flight = this.flight()
    try {
      await this.attempt(first, end, flight.signal)
    } finally {
      flight.land()
    }
  }

  /** A signal for what is under way, which outlives the person's cancel by the grace. */
  private flight() {
    const controller = new AbortController()
    let timer: NodeJS.Timeout | undefined
    const { signal, graceMs } = this.work
    const startGrace = () => {
      timer ??= setTimeout(() => controller.abort(), graceMs)
    }
    signal.addEventListener('abort', startGrace, { once: true })
    return {
      signal: controller.signal,
      land: () => {
        signal.removeEventListener('abort', startGrace)
        clearTimeout(timer)
      },
    }
  }

  private async attempt(first: number, end: number, signal: AbortSignal): Promise<void> {
    let wasLost = false
    for (let losses = 0, renewals = 0; ;) {
      try {
        const ids = await this.work.send(first, end, signal)
        return this.noteWritten(ids, end - first)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        if (error.code === 'auth.expired' && renewals < mostRenewals) {
          renewals += 1
          if (await this.renewed(first, end)) continue
          return
        }
        const isLost = isCancelled(error) || lost.includes(error.code) || isCutAnswer(error)
        // A refusal after a loss may be the echo of a first attempt that did arrive.
        if (!isLost && !wasLost) return this.refuse(first, end, error)
        wasLost = true
        const resolution = await this.resolution(first, end, signal)
        if (resolution === 'written') return this.noteWritten([], end - first)
        if (!isLost) return this.refuse(first, end, error)
        const isAtEnd = isCancelled(error) || this.work.signal.aborted || losses >= this.work.retryDelaysMs.length
        if (resolution === 'unknown' || isAtEnd) return this.giveUp(first, end, error, resolution)
        await pause(this.work.retryDelaysMs[losses] ?? 0, this.work.signal)
        losses += 1
      }
    }
  }

  private async renewed(first: number, end: number): Promise<boolean> {
    try {
      await this.work.renew(this.work.signal)
      return true
    } catch (error) {
      this.ending = asAppError(error)
      this.note('not-sent', end - first, this.ending)
      return false
    }
  }

  /** What reading tells; `unknown` when nothing can be read either, for as long as that may last. */
  private async resolution(first: number, end: number, flight: AbortSignal): Promise<Resolution> {
    const { graceMs, resolveMs } = this.work
    const patience = flight.aborted ? joinSignals([], graceMs) : joinSignals([flight], resolveMs)
    return this.resolveUntil(patience.signal, first, end).finally(patience.release)
  }

  private async resolveUntil(signal: AbortSignal, first: number, end: number): Promise<Resolution> {
    for (let turn = 0; !signal.aborted; turn += 1) {
      try {
        return await this.work.resolve(first, end, signal)
      } catch (error) {
        if (!(error instanceof AppError) || signal.aborted) break
        if (error.code === 'auth.expired' && turn < mostRenewals) await this.renewQuietly()
        else if (lost.includes(error.code) || isNetwork(error)) await pause(this.work.retryDelaysMs.at(-1) ?? 0, signal)
        else break
      }
    }
    return 'unknown'
  }

  /** A sign-in that fails shows when the reading is tried again. */
  private async renewQuietly(): Promise<void> {
    await this.work.renew(this.work.signal).catch(() => undefined)
  }

  private giveUp(first: number, end: number, error: AppError, resolution: Resolution): void {
    this.ending = isCancelled(error) || this.work.signal.aborted ? cancelled() : error
    // A server that was only slow may still be writing: not there yet is not the same as never.
    const isSure = resolution === 'not-written' && !isCancelled(error) && error.code !== 'network.timeout'
    this.note(isSure ? 'not-sent' : 'unknown', end - first, error)
  }

  private async refuse(first: number, end: number, error: AppError): Promise<void> {
    if (concernsAll(error)) {
      this.ending = error
      const isHeard = !isNetwork(error) && error.code !== 'auth.expired'
      return this.note(isHeard ? 'refused' : 'not-sent', end - first, error)
    }
    if (this.work.onRefusal === 'split' && end - first > 1) {
      const middle = first + Math.ceil((end - first) / 2)
      await this.write(first, middle)
      return this.write(middle, end)
    }
    if (this.work.onRefusal === 'stop') this.ending = error
    this.note('refused', end - first, placed(error, first))
  }

  private noteWritten(ids: readonly (string | null)[], count: number): void {
    for (let index = 0; index < count; index += 1) {
      this.outcomes.push({ state: 'written', id: ids[index] ?? null, error: null })
    }
  }

  private note(state: RowState, count: number, error: AppError): void {
    const outcome = { state, id: null, error }
    for (let index = 0; index < count; index += 1) this.outcomes.push(outcome)
  }
}

/** An answer that ends in the middle of a success: what it answered to was done. */
const isCutAnswer = (error: AppError) => error.code === 'server.answer-malformed'

const isNetwork = (error: AppError) => error.code.startsWith('network.')

/** Refusals that every other batch would meet as well. */
const concernsAll = (error: AppError) =>
  isNetwork(error) ||
  ['table.missing', 'auth.required', 'auth.expired', 'server.not-molgenis', 'internal'].includes(error.code) ||
  error.facts['status'] === 401 ||
  error.facts['status'] === 403

/** The row to blame, counted in all rows rather than in its batch. */
function placed(error: AppError, first: number): AppError {
  const { rowIndex } = error.facts
  if (typeof rowIndex !== 'number') return error
  return new AppError(error.code, error.message, {
    cause: error,
    facts: { ...error.facts, rowIndex: rowIndex + first },
  })
}

const cancelled = () => new AppError('cancelled', 'Cancelled.')

const asAppError = (error: unknown): AppError =>
  error instanceof AppError ? error : new AppError('internal', 'Signing in again failed.', { cause: error })

/** Wait, but not longer than the person does. */
function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, delayMs)
    signal.addEventListener('abort', end, { once: true })
  })
}
