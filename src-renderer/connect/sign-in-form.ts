// What the sign-in fields hold, and when it is enough to try.
import type { SignIn } from '@shared/server/server-profile'

/** The fields as typed; which of them count depends on the kind. */
export type SignInForm = { kind: SignIn['kind']; userName: string; password: string; token: string }

export const emptySignIn = (kind: SignIn['kind'] = 'password', userName = ''): SignInForm => ({
  kind,
  userName,
  password: '',
  token: '',
})

/** The sign-in that the fields make; null while something is missing. A token is taken without the blanks round it. */
export function toSignIn(form: SignInForm): SignIn | null {
  if (form.kind === 'guest') return { kind: 'guest' }
  if (form.kind === 'token') {
    const token = form.token.trim()
    return token === '' ? null : { kind: 'token', token }
  }
  const userName = form.userName.trim()
  return userName === '' || form.password === '' ? null : { kind: 'password', userName, password: form.password }
}

/** What is still missing, as a sentence; null when nothing is. */
export function missingPart(form: SignInForm): string | null {
  if (toSignIn(form)) return null
  if (form.kind === 'token') return 'Paste a token first.'
  if (form.userName.trim() === '') return 'Type a user name first.'
  return 'Type the password first.'
}
