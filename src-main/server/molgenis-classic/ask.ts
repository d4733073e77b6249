// Asks a classic server and turns what it refuses into errors, after the session has had its word.
import { AppError, isCancelled } from '@shared/errors/app-error'
import type { z } from 'zod'
import type { HttpClient, HttpRequest } from '../http-client'
import type { SessionGuard } from '../server-dialect'
import { readRefusal, type Subject } from './refusal'

/** Makes an error more exact with what is known of the question, such as the attribute to blame. */
export type Refine = (error: AppError) => AppError

const asItIs: Refine = (error) => error

/** Questions to one server within a session. */
export class Asker {
  constructor(
    private readonly http: HttpClient,
    private readonly guard: SessionGuard,
  ) {}

  /** Address of the server. */
  get root(): string {
    return this.http.root
  }

  /**
   * The answer to a question, checked against its schema.
   *
   * @throws AppError of the HTTP client, of `readRefusal` as the session explains it, or `server.answer-malformed`
   */
  async ask<T>(
    request: HttpRequest,
    schema: z.ZodType<T>,
    subject: Subject,
    signal: AbortSignal,
    refine: Refine = asItIs,
  ): Promise<T> {
    const { status, body } = await this.attempt(() => this.http.json(request, signal))
    if (status < 200 || status >= 300) return this.refuse(refine(readRefusal(status, body, subject)), signal)
    const answer = parseAnswer(schema, body)
    this.guard.noticeAnswer(subject.tableId)
    return answer
  }

  /** An answer of which only its text (if it has any) and its `location` matter. */
  async askText(
    request: HttpRequest,
    subject: Subject,
    signal: AbortSignal,
    refine: Refine = asItIs,
  ): Promise<{ readonly text: string; readonly location: string | null }> {
    const { status, body, location = null } = await this.attempt(() => this.http.json(request, signal))
    if (status < 200 || status >= 300) return this.refuse(refine(readRefusal(status, body, subject)), signal)
    return { text: typeof body === 'string' ? body : '', location }
  }

  /** A large answer, unread; given surely to the person signed in. */
  async open(request: HttpRequest, subject: Subject, signal: AbortSignal, refine: Refine): Promise<Response> {
    const answer = await this.attempt(() => this.http.open(request, signal))
    if (!(answer instanceof Response))
      return this.refuse(refine(readRefusal(answer.status, answer.body, subject)), signal)
    try {
      await this.guard.confirm(signal)
    } catch (error) {
      answer.body?.cancel().catch(() => undefined)
      throw error
    }
    return answer
  }

  /** To be called once an answer that did not come through `open` must be known to be the signed-in person's. */
  confirm(signal: AbortSignal): Promise<void> {
    return this.guard.confirm(signal)
  }

  /** Throws a refusal, as the session explains it. */
  async refuse(error: AppError, signal: AbortSignal): Promise<never> {
    throw await this.guard.explain(error, signal)
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      const answer = await work()
      this.guard.noticeAnswer()
      return answer
    } catch (error) {
      if (!isCancelled(error) && error instanceof AppError) this.guard.noticeFailure(error)
      throw error
    }
  }
}

/** @throws AppError `server.answer-malformed` naming the place in the answer that is not as it should be */
export function parseAnswer<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const place = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new AppError('server.answer-malformed', 'The server sent data of an unexpected shape.', {
    cause: parsed.error,
    facts: { place },
  })
}
