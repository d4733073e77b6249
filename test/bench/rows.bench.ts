// Page and filter times, live over loopback and offline, asked by the window itself as a person's scrolling would.
import type { Page } from '@playwright/test'
import { serve } from '@hono/node-server'
import { createSampleServer } from '@main/sample-server'
import { emptyQuery, type Condition, type Query } from '@shared/query/query'
import type { SourceRef } from '@shared/table/table'
import { median, percentile, timeMs, type Figure } from './figure'
import { memoryMb } from './processes'
import { paintFigures } from './paint.bench'
import { startApplication, type Started } from './running-app'

const samplesPerSnp = 25
const pages = 40

/** A call of the window to main; throws what main answers as an error. */
async function call<T>(window: Page, name: string, input: unknown): Promise<T> {
  return window.evaluate(
    async ([channel, value]) => {
      const result = await (
        window as unknown as {
          molgenis: { invoke(c: string, v: unknown): Promise<{ ok: boolean; value: unknown; error: unknown }> }
        }
      ).molgenis.invoke(channel, value)
      if (!result.ok) throw new Error(JSON.stringify(result.error))
      return result.value
    },
    [`molgenis:call:${name}`, input] as const,
  ) as Promise<T>
}

/** Figures for a table of about `rowCount` rows. */
export async function measureRows(rowCount: number): Promise<Figure[]> {
  const sample = createSampleServer({ snpCount: Math.round(rowCount / samplesPerSnp), samplesPerSnp })
  const server = serve({ fetch: sample.app.fetch, port: 0, hostname: '127.0.0.1' })
  if (!server.listening) await new Promise((done) => server.once('listening', done))
  const address = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const started = await startApplication()
  try {
    const { window } = started
    const { id: serverId } = await call<{ id: string }>(window, 'server.add', {
      address,
      name: 'Bench',
      signIn: { kind: 'guest' },
    })
    const live = { kind: 'live', serverId, tableId: 'SampleAse' } as SourceRef
    const total = await call<number>(window, 'query.count', { source: live, query: emptyQuery(), requestId: 'b0' })
    const label = `${Math.round(total / 1000)} k rows`
    const floor = await plainPages(address, total)
    const figures: Figure[] = [...(await questions(window, live, total, `live, ${label}`, floor))]
    const keptAt = performance.now()
    const datasetId = await keep(window, serverId)
    const keptMs = performance.now() - keptAt
    figures.push({
      name: `keep offline, ${label}`,
      value: (total / keptMs) * 1000,
      unit: 'rows/s',
      floor: { name: 'plain pages', value: floor.rowsPerSecond },
    })
    figures.push(
      ...(await questions(window, { kind: 'offline', datasetId } as SourceRef, total, `offline, ${label}`, floor)),
    )
    figures.push(...(await onScreen(started, { kind: 'offline', datasetId } as SourceRef, total, `offline, ${label}`)))
    figures.push({ name: `memory of all processes after that, ${label}`, value: memoryMb(started.pid), unit: 'MB' })
    return figures
  } finally {
    await started.close()
    server.close()
  }
}

/** Open the copy in the window and filter it there, by ids of rows that lie apart. */
async function onScreen(started: Started, source: SourceRef, total: number, label: string): Promise<Figure[]> {
  const { window } = started
  await window
    .getByRole('button', { name: /^SampleAse/ })
    .first()
    .click()
  const ids: string[] = []
  for (let at = 0; at < 31; at += 1) {
    const query = { ...emptyQuery(), columns: ['ID'] }
    const offset = Math.floor((total * at) / 31)
    const slice = await call<{ data: unknown[][] }>(window, 'query.rows', {
      source,
      query,
      offset,
      limit: 1,
      requestId: `b${at}`,
    })
    ids.push(String(slice.data[0]?.[0]))
  }
  return paintFigures(started, 'ID', ids, label)
}

type Floor = { readonly pageMs: number; readonly filterMs: number; readonly rowsPerSecond: number }

/** The same pages asked for by a bare fetch in this process: what server and wire cost by themselves. */
async function plainPages(address: string, total: number): Promise<Floor> {
  const read = async (path: string) => (await fetch(address + path)).text()
  const offset = () => Math.floor(Math.random() * (total - 100))
  const pageMs = median(await timeMs(pages, () => read(`/api/v2/SampleAse?start=${offset()}&num=100`)))
  const filterMs = median(await timeMs(10, () => read(`/api/v2/SampleAse?q=SNP_ID==rs12460890&num=100`)))
  const startedAt = performance.now()
  for (let start = 0; start < total; start += 10_000) await read(`/api/v2/SampleAse?start=${start}&num=10000`)
  return { pageMs, filterMs, rowsPerSecond: (total / (performance.now() - startedAt)) * 1000 }
}

async function questions(
  window: Page,
  source: SourceRef,
  total: number,
  label: string,
  floor: Floor,
): Promise<Figure[]> {
  let number = 0
  const rows = (query: Query, offset: number) =>
    call(window, 'query.rows', { source, query, offset, limit: 100, requestId: `b${++number}` })
  const one = filtered('SNP_ID', 'rs12460890')
  const chromosome = filtered('Chromosome', '19')
  const sorted: Query = { ...emptyQuery(), sort: [{ attribute: 'Position', direction: 'descending' }] }
  const pageTimes = await timeMs(pages, () => rows(emptyQuery(), Math.floor(Math.random() * (total - 100))))
  const filterTimes = await timeMs(10, async () => {
    await Promise.all([rows(one, 0), call(window, 'query.count', { source, query: one, requestId: `b${++number}` })])
  })
  const broadTimes = await timeMs(10, () => rows(chromosome, 0))
  const sortTimes = await timeMs(5, () => rows(sorted, Math.floor(total / 2)))
  const peer = (value: number) => ({ name: 'plain fetch', value })
  return [
    { name: `page of 100 rows (median), ${label}`, value: median(pageTimes), unit: 'ms', floor: peer(floor.pageMs) },
    {
      name: `page of 100 rows (p95), ${label}`,
      value: percentile(pageTimes, 0.95),
      unit: 'ms',
      floor: peer(floor.pageMs),
    },
    {
      name: `filter to 21 rows with count, ${label}`,
      value: median(filterTimes),
      unit: 'ms',
      floor: peer(floor.filterMs),
    },
    { name: `filter to one chromosome, first page, ${label}`, value: median(broadTimes), unit: 'ms' },
    { name: `sort by position, page in the middle, ${label}`, value: median(sortTimes), unit: 'ms' },
  ]
}

function filtered(attribute: string, value: string): Query {
  const query = emptyQuery()
  const condition: Condition = {
    kind: 'condition',
    id: 'c',
    attribute,
    operator: 'equals',
    values: [value],
    isOff: false,
  }
  return { ...query, filter: { ...query.filter, children: [condition] } }
}

/** Keep the whole table and wait for its copy. */
async function keep(window: Page, serverId: string): Promise<string> {
  const taskId = await call<string>(window, 'dataset.keep', { serverId, tableId: 'SampleAse', query: emptyQuery() })
  for (;;) {
    const tasks = await call<{ id: string; state: string; error: unknown }[]>(window, 'task.list', undefined)
    const task = tasks.find((one) => one.id === taskId)
    if (task && task.state !== 'running') {
      if (task.state !== 'done') throw new Error(`The copy was not made: ${JSON.stringify(task.error)}`)
      break
    }
    await new Promise((done) => setTimeout(done, 20))
  }
  const [dataset] = await call<{ id: string }[]>(window, 'dataset.list', undefined)
  if (!dataset) throw new Error('The copy is not in the list')
  return dataset.id
}
