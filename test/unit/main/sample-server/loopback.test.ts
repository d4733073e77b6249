// The same server behind a socket.
import { serve, type ServerType } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BareStatusResponse } from '@main/sample-server/bare-status'
import { createSampleServer } from '@main/sample-server/index'

const { app, fetch: inProcess } = createSampleServer({ snpCount: 90, samplesPerSnp: 20 })
let server: ServerType
let base = ''

beforeAll(async () => {
  base = await new Promise((resolve) => {
    const serverOptions = { ServerResponse: BareStatusResponse }
    server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0, serverOptions }, ({ port }) => {
      resolve(`http://127.0.0.1:${String(port)}`)
    })
  })
})

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
})

describe('over loopback', () => {
  it('answers as in the process, long pages too, with links to its own address', async () => {
    for (const path of [
      '/api/v2/SampleAse?num=1500',
      '/api/v1/SampleAse?num=1500',
      '/api/v2/AllTypes?num=1000',
      '/api/v1/csv/ASE',
    ]) {
      const over = await (await fetch(base + path)).text()
      const within = await (await inProcess(new Request(base + path))).text()
      expect(over).toBe(within)
    }
    const { nextHref } = (await (await fetch(`${base}/api/v2/SampleAse?num=1500`)).json()) as { nextHref: string }
    expect(nextHref).toBe(`${base}/api/v2/SampleAse?num=1500&start=1500`)
  })

  it('says a status as a number, without a phrase', async () => {
    const statuses = await Promise.all(
      ['/api/v2/version', '/api/v2/sys_sec_User', '/api/v2/nosuch'].map(async (path) => {
        const { status, statusText } = await fetch(base + path)
        return [status, statusText]
      }),
    )
    expect(statuses).toEqual([
      [200, ''],
      [401, ''],
      [404, ''],
    ])
  })

  it('survives a reader who goes away in the middle of a page', async () => {
    const going = new AbortController()
    const response = await fetch(`${base}/api/v2/SampleAse?num=1800`, { signal: going.signal })
    const reader = response.body?.getReader()
    await reader?.read()
    going.abort()
    await expect(reader?.read()).rejects.toThrow()
    expect((await fetch(`${base}/api/v2/version`)).status).toBe(200)
  })

  it('does not take an encoded slash in a path', async () => {
    const response = await fetch(`${base}/api/v2/AllTypes/odd%20(a%2Fb)%3F`)
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'text/html;charset=utf-8'])
  })
})
