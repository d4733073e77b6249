// Every failure has words of its own, and the server's words are never lost.
import { errorText } from '@renderer/shell/error-text'
import { errorCodes } from '@shared/errors/error-code'
import { describe, expect, it } from 'vitest'

describe('error text', () => {
  it.each(errorCodes)('says %s in whole sentences, without facts as well', (code) => {
    const words = errorText({ code, message: 'A sentence of main.', facts: {} })
    for (const sentence of [words.what, words.why, words.toDo]) {
      if (sentence === null) continue
      expect(sentence).toMatch(/^\p{Lu}.*[.)]$/u)
      expect(sentence).not.toMatch(/please|oops|!|undefined|null/i)
    }
    expect(words.what.length).toBeGreaterThan(5)
  })

  it('tells most failures apart by what happened', () => {
    const whats = errorCodes.map((code) => errorText({ code, message: code, facts: { address: 'a.example.org' } }).what)
    expect(new Set(whats).size).toBe(errorCodes.length)
  })

  it("keeps the server's words, status and code as details", () => {
    const words = errorText({
      code: 'query.refused',
      message: 'It does not allow this operator here.',
      facts: { serverWords: 'Unsupported data type [TEXT]', status: 400, serverCode: 'DS12' },
    })
    expect(words.why).toBe('It does not allow this operator here.')
    expect(words.details).toBe('The server said: Unsupported data type [TEXT]\nHTTP status 400\nError code DS12')
    expect(words.actions.map((action) => action.id)).toEqual(['keep-offline', 'change-filter'])
  })

  it('names the host of an address, whole or bare', () => {
    const of = (address: string) => errorText({ code: 'network.refused', message: '', facts: { address } }).what
    expect(of('https://a.example.org:8443/sub')).toBe('Nothing answers at a.example.org:8443.')
    expect(of('a.example.org')).toBe('Nothing answers at a.example.org.')
    expect(of('localhost:8080')).toBe('Nothing answers at localhost:8080.')
  })

  it("does not repeat main's sentence where it stands on screen already", () => {
    expect(errorText({ code: 'input.invalid', message: 'Type an address.', facts: {} })).toEqual({
      what: 'Type an address.',
      why: null,
      toDo: null,
      details: null,
      actions: [],
    })
  })
})
