// A second person on the same server, who works over plain HTTP while the window is open.
import { expect } from '@playwright/test'

export class SomeoneElse {
  private constructor(
    private readonly root: string,
    private readonly token: string,
  ) {}

  /** Sign in as another administrator would. */
  static async signIn(root: string): Promise<SomeoneElse> {
    const answer = await fetch(`${root}/api/v1/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: 'admin' }),
    })
    const { token } = (await answer.json()) as { token: string }
    return new SomeoneElse(root, token)
  }

  /** Add a row. */
  async add(tableId: string, row: Record<string, unknown>): Promise<void> {
    await this.ask('POST', `/api/v2/${tableId}`, { entities: [row] })
  }

  /** Give one cell another value. */
  async change(tableId: string, id: string, column: string, value: unknown): Promise<void> {
    await this.ask('PUT', `/api/v1/${tableId}/${id}/${column}`, value)
  }

  /** Delete a row. */
  async remove(tableId: string, id: string): Promise<void> {
    await this.ask('DELETE', `/api/v1/${tableId}/${id}`)
  }

  /** The value of a cell as the server has it now. */
  async value(tableId: string, id: string, column: string): Promise<unknown> {
    const answer = await this.ask('GET', `/api/v1/${tableId}/${id}`)
    return ((await answer.json()) as Record<string, unknown>)[column]
  }

  private async ask(method: string, path: string, body?: unknown): Promise<Response> {
    const answer = await fetch(`${this.root}${path}`, {
      method,
      headers: { 'x-molgenis-token': this.token, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    expect(answer.ok, `${method} ${path} answered ${String(answer.status)}`).toBe(true)
    return answer
  }
}
