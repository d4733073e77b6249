// Moments as older servers write them.
import { amsterdamText, offsetText } from '@main/sample-server/wire/moment-text'
import { expect, it } from 'vitest'

it('have the offset of the zone at that moment, and years of as many digits as they need', () => {
  const moments = ['2016-01-01T12:00:00Z', '2016-07-01T12:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z']
  expect(moments.map(amsterdamText)).toEqual([
    '2016-01-01T13:00:00+0100',
    '2016-07-01T14:00:00+0200',
    expect.stringMatching(/^0001-01-01T00:\d\d:00\+00\d\d$/),
    '10000-01-01T00:59:59+0100',
  ])
  expect(offsetText('9999-12-31T23:59:59Z')).toBe('9999-12-31T23:59:59+0000')
})
