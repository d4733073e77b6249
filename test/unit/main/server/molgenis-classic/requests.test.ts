import type { HttpBody } from '@main/server/http-client'
import { metadataRequest, rowsRequest, rulesRequest } from '@main/server/molgenis-classic/requests'
import { describe, expect, it } from 'vitest'

/** The text that a request sends along. */
const textOf = (body: HttpBody | undefined): string => (body && 'text' in body ? body.text : '')

const rows = { tableId: 'a/b c', attributes: null, rsql: null, sort: [], start: 0, num: 10 }

describe('requests', () => {
  it('encode every part of the address', () => {
    expect(rowsRequest({ ...rows, rsql: `s=='a&b+c "d"'`, attributes: ['x', 'y(z)*'] })).toEqual({
      method: 'GET',
      path: '/api/v2/a%2Fb%20c?attrs=x%2Cy%5C(z%5C)%5C*&q=s%3D%3D%27a%26b%2Bc%20%22d%22%27&start=0&num=10',
      isRepeatable: true,
    })
    expect(metadataRequest('T').path).toBe('/api/v2/T?num=1&includeCategories=true')
  })

  it('hold half a character as the sign for what is none', () => {
    expect(rowsRequest({ ...rows, rsql: 's=="a\ud800b\u{1f600}"' }).path).toContain(
      'q=s%3D%3D%22a%EF%BF%BDb%F0%9F%98%80%22',
    )
  })

  it('say the order with its direction', () => {
    const sort = [
      { attribute: 'a', direction: 'ascending' as const },
      { attribute: 'b', direction: 'descending' as const },
    ]
    expect(rowsRequest({ ...rows, sort }).path).toContain('sort=a%3Aasc%2Cb%3Adesc')
    const rules = [{ field: 'a', operator: 'EQUALS', value: '1' }]
    const { body, path } = rulesRequest({ ...rows, sort, rules, expand: ['r'] })
    expect(path).toBe('/api/v1/a%2Fb%20c?_method=GET')
    expect(JSON.parse(textOf(body))).toEqual({
      q: rules,
      start: 0,
      num: 10,
      expand: ['r'],
      sort: {
        orders: [
          { property: 'a', direction: 'ASC' },
          { property: 'b', direction: 'DESC' },
        ],
      },
    })
  })

  it('that are too long for an address go as a form, and may be repeated all the same', () => {
    const request = rowsRequest({ ...rows, rsql: `s=in=(${'x,'.repeat(4000)}y)` })
    expect(request).toMatchObject({
      method: 'POST',
      path: '/api/v2/a%2Fb%20c?_method=GET',
      isRepeatable: true,
      body: { type: 'application/x-www-form-urlencoded' },
    })
    expect(new URLSearchParams(textOf(request.body)).get('num')).toBe('10')
    expect(new URLSearchParams(textOf(request.body)).get('q')).toHaveLength(8008)
  })
})
