import { isPrivateHost, readAddress } from '@main/server/address'
import { describe, expect, it } from 'vitest'

const roots = (typed: string) => readAddress(typed).map(({ root }) => root)

describe('an address', () => {
  it.each([
    ['https://molgenis.example.org', 'https://molgenis.example.org'],
    ['https://molgenis.example.org/', 'https://molgenis.example.org'],
    ['  https://molgenis.example.org/api/  ', 'https://molgenis.example.org'],
    ['https://example.org/api/v1', 'https://example.org'],
    ['https://example.org/api/v2/ASE?num=10', 'https://example.org'],
    ['https://example.org/sub/folder/', 'https://example.org/sub/folder'],
    ['https://example.org/sub/folder/api/', 'https://example.org/sub/folder'],
    ['https://example.org/menu/main/dataexplorer?entity=ASE#x', 'https://example.org'],
    ['https://example.org/login', 'https://example.org'],
    ['HTTPS://Example.ORG:8443/x', 'https://example.org:8443/x'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    ['https://example.org?x=1', 'https://example.org'],
    ['https://bücher.example/api', 'https://xn--bcher-kva.example'],
    ['http://[::1]:8080/api', 'http://[::1]:8080'],
    ['"https://example.org/api"', 'https://example.org'],
    ['<https://example.org>', 'https://example.org'],
    ['“https://example.org”', 'https://example.org'],
    ['https://example.org\u200b', 'https://example.org'],
    ['https:example.org', 'https://example.org'],
    ['http:/example.org', 'http://example.org'],
    ['http:\\\\example.org', 'http://example.org'],
    ['http//example.org', 'http://example.org'],
    ['https://http://example.org', 'http://example.org'],
  ])('%s is read as %s', (typed, root) => expect(roots(typed)).toEqual([root]))

  it.each([
    ['molgenis.example.org', ['https://molgenis.example.org', 'http://molgenis.example.org']],
    ['localhost:8080/molgenis', ['https://localhost:8080/molgenis', 'http://localhost:8080/molgenis']],
    ['192.168.1.5', ['https://192.168.1.5', 'http://192.168.1.5']],
    ['//example.org/x', ['https://example.org/x', 'http://example.org/x']],
    ['::1', ['https://[::1]', 'http://[::1]']],
    ['[fe80::1]:81', ['https://[fe80::1]:81', 'http://[fe80::1]:81']],
  ])('%s without a scheme tries https first', (typed, expected) => expect(roots(typed)).toEqual(expected))

  it.each([
    ['', /Type the address/],
    ['   ', /Type the address/],
    ['molgenis .org', /space inside/],
    ['ftp://example.org', /not with ftp/],
    ['mailto:me@example.org', /not the address of a server/],
    ['https://', /not an address/],
    ['http://exa mple', /space inside/],
    ['https://me:secret@example.org', /user name and password/i],
    ['https://example.org:99999', /not an address/],
    ['https://[::1', /not an address/],
  ])('%j is refused with a sentence', (typed, sentence) => {
    expect(() => readAddress(typed)).toThrow(expect.objectContaining({ code: 'input.invalid' }))
    expect(() => readAddress(typed)).toThrow(sentence)
  })
})

describe('a private host', () => {
  it.each([
    'localhost',
    '127.0.0.1',
    '[::1]',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.0.9',
    '169.254.1.1',
    'nas',
    'pc.local',
    'fd00::1',
    '[fe80::1]',
  ])('%s is one', (host) => expect(isPrivateHost(host)).toBe(true))
  it.each(['example.org', '8.8.8.8', '172.32.0.1', '192.169.0.1', '[2001:db8::1]'])('%s is none', (host) =>
    expect(isPrivateHost(host)).toBe(false),
  )
})
