import { readRefusal, readSignInRefusal, readWords } from '@main/server/molgenis-classic/refusal'
import { describe, expect, it } from 'vitest'

const errors = (message: string, code?: string) => ({ errors: [{ message, code }] })
const subject = { tableId: 'T' }

describe('a refusal', () => {
  it.each<[string, number, unknown, { hasQuery?: boolean }, string]>([
    [
      'a guest who may not read',
      401,
      errors("No 'Read metadata' permission on entity type 'T'.", 'DS04'),
      {},
      'auth.required',
    ],
    ['the same in 7.0 for somebody signed in', 403, errors('No permission', 'DS04'), {}, 'auth.required'],
    ['the same in 1.14', 500, errors('No READ permission on entity T'), {}, 'auth.required'],
    ['a table that is not there', 404, errors("Unknown entity type 'T'.", 'D01'), {}, 'table.missing'],
    ['the same in 5', 400, errors('Unknown entity [T]'), { hasQuery: true }, 'table.missing'],
    [
      'an attribute that is not there',
      404,
      errors("Unknown attribute 'x' of entity type 'T'.", 'D04'),
      { hasQuery: true },
      'query.refused',
    ],
    ['a value of the wrong type', 500, errors('For input string: "abc"'), { hasQuery: true }, 'query.refused'],
    ['a page behind the search window', 500, errors('Error', 'IX10'), { hasQuery: true }, 'query.refused'],
    ['an error without a query', 500, errors('Unknown error'), {}, 'server.refused'],
    ['too many rows asked for', 400, errors("Field 'num'", 'Max'), {}, 'server.refused'],
  ])('of %s has its code', (_, status, body, more, code) => {
    expect(readRefusal(status, body, { ...subject, ...more })).toMatchObject({ code, facts: { status, tableId: 'T' } })
  })

  it('brings the words of the server in all of its shapes', () => {
    expect(readWords({ errors: [{ message: 'a', code: 'D04' }, { message: 'b' }] })).toEqual({
      words: 'a b',
      code: 'D04',
    })
    expect(readWords({ title: 'Not Found', status: 404, detail: 'gone', errorCode: 'D01' })).toEqual({
      words: 'gone',
      code: 'D01',
    })
    expect(
      readWords({ title: 'Bad Request', status: 400, errors: [{ errorCode: 'API05', field: 'q', detail: 'bad q' }] }),
    ).toEqual({
      words: 'bad q',
      code: 'API05',
    })
    expect(readWords(errors('x', 'production'))).toEqual({ words: 'x', code: null })
    expect(readWords({ hello: 1 })).toEqual({ words: null, code: null })
    expect(readWords(null)).toEqual({ words: null, code: null })
  })
})

describe('a sign-in', () => {
  it.each<[number, string, string]>([
    [401, 'Bad credentials', 'auth.refused'],
    [
      401,
      'Unable to log in because a password reset is required. Sign in to the website to reset your password.',
      'auth.password-change',
    ],
    [401, 'Login using /api/v1/login is disabled because two factor authentication is enabled', 'auth.refused'],
    [400, 'must not be blank', 'auth.refused'],
    [404, 'Unknown', 'server.not-molgenis'],
    [500, 'Unknown error', 'server.refused'],
  ])('that ends with %d %s is %s', (status, message, code) => {
    expect(readSignInRefusal(status, errors(message))).toMatchObject({ code, facts: { serverWords: message } })
  })
  it('of an account that is switched off says so, without the dump of the account', () => {
    const dump = 'User is disabled: org.molgenis.security.User@1a2b [Username: alice; Password: [PROTECTED]]'
    expect(readSignInRefusal(401, errors(dump))).toMatchObject({
      code: 'auth.refused',
      message: 'This account is switched off: ask the administrator of the server.',
      facts: { serverWords: 'User is disabled' },
    })
  })
})

describe('a refusal for a table that is referred to', () => {
  it.each([
    ["No 'Read data' permission on entity type 'Hidden thing' with id 'hidden'.", 'DS04'],
    ['No [READ] permission on entity type [Hidden thing] with id [hidden]', undefined],
    ['No [READ] permission on entity [hidden]', undefined],
  ])('%s names that table', (message, code) => {
    const error = readRefusal(401, errors(message, code), { tableId: 'T' })
    expect(error.facts['deniedTableId']).toBe('hidden')
    expect(error.message).toBe('The server wants a sign-in for the table hidden, to which T refers.')
  })

  it.each([
    "No 'Read data' permission on entity type 'T' with id 'T'.",
    "No 'Read metadata' permission on entity type 'Entity type' with id 'sys_md_EntityType'.",
    'No permission',
  ])('is not read into %s', (message) => {
    const error = readRefusal(401, errors(message, 'DS04'), { tableId: 'T' })
    expect(error.facts).not.toHaveProperty('deniedTableId')
    expect(error.message).toBe('The server wants a sign-in for the table T.')
  })
})
