// Sessions that older servers open for a request with a token: their cookie is then as good as the token, and longer.
import { randomBytes } from 'node:crypto'

/** Knows whose session a cookie is. */
export interface SessionRegister {
  /** A new session; gives the value of its cookie. */
  open(username: string): string
  usernameOf(cookie: string): string | undefined
  close(cookie: string): void
}

const COOKIE = 'JSESSIONID'

export function createSessionRegister(): SessionRegister {
  const sessions = new Map<string, string>()
  return {
    open(username) {
      const id = randomBytes(16).toString('hex').toUpperCase()
      sessions.set(id, username)
      return id
    },
    usernameOf: (cookie) => sessions.get(cookie),
    close: (cookie) => void sessions.delete(cookie),
  }
}

/** The session's cookie in a request. */
export function sessionCookie(request: Request): string | undefined {
  return new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]*)`).exec(request.headers.get('cookie') ?? '')?.[1]
}

/** The heading that hands a cookie out. */
export function setSessionCookie(id: string): string {
  return `${COOKIE}=${id}; Path=/; HttpOnly`
}
