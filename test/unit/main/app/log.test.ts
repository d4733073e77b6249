// The log strikes secrets out.
import { expect, it, vi } from 'vitest'

vi.mock('electron-log/main', () => ({ default: { transports: { file: {}, console: {}, ipc: {} } } }))
const { withoutSecrets } = await import('@main/app/log')

it.each([
  ['x-molgenis-token: 9f0c2f5f0c0b4d0e8f5a3b1c2d4e6f70', '9f0c2f5f'],
  ['GET /api/v2/ASE?molgenis-token=abc.def&num=1', 'abc.def'],
  ['{"username":"u","password":"s3cret word"}', 's3cret'],
  ['https://user:pa55@host.org/x', 'pa55'],
  ['token was 9f0c2f5f0c0b4d0e8f5a3b1c2d4e6f70 then', '9f0c2f5f'],
  ['authorization: Bearer', 'Bearer'],
])('strikes out the secret of %s', (text, secret) => {
  expect(withoutSecrets(text)).not.toContain(secret)
})

it('leaves the rest readable', () => {
  expect(withoutSecrets('GET https://host.org/api/v2/ASE?num=1 answered 404')).toBe(
    'GET https://host.org/api/v2/ASE?num=1 answered 404',
  )
})
