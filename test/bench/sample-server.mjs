// Figures of the sample server by itself, so that it is known never to be what another benchmark measures.
// Run with `node test/bench/sample-server.mjs` once the application is built; prints one figure per line.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { fileURLToPath, pathToFileURL } from 'node:url'

const CLI = fileURLToPath(new URL('../../out/sample-server/cli.cjs', import.meta.url))
const SNPS = 60_000
const SAMPLES = 25
const PAGE = 10_000

/** Time of one request until its last byte, in milliseconds. */
async function timeOf(url) {
  const from = performance.now()
  const response = await fetch(url)
  const size = (await response.arrayBuffer()).byteLength
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}.`)
  return { ms: performance.now() - from, size }
}

/** Memory of a process in MB, now and at its highest; undefined where the system does not tell. */
function memoryOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const megabytes = (name) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024
    return { now: megabytes('VmRSS'), most: megabytes('VmHWM') }
  } catch {
    return undefined
  }
}

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

/**
 * Measure the built sample server with 1.5 million rows.
 *
 * @param {(name: string, value: number, unit: string, limit: string) => void} print
 */
export async function measureSampleServer(print) {
  const from = performance.now()
  const args = ['--port', '0', '--snps', String(SNPS), '--samples', String(SAMPLES)]
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const line = await new Promise((resolve, reject) => {
      child.stdout.once('data', (data) => resolve(String(data)))
      child.once('exit', (code) => reject(new Error(`The sample server ended with ${code}.`)))
    })
    const base = /http:\/\/\S+/.exec(line)?.[0]
    await timeOf(`${base}/api/v2/SampleAse?num=1`)
    print('sample server, start to first row of 1.5 million', performance.now() - from, 'ms', 'below 2000')

    const pages = []
    for (let page = 0; page < 30; page += 1) {
      pages.push(await timeOf(`${base}/api/v2/SampleAse?num=${PAGE}&start=${page * 50_000}`))
    }
    print('sample server, first page of 10,000 rows', pages[0].ms, 'ms', 'cold')
    print('sample server, page of 10,000 rows, middle of 30', middle(pages.map(({ ms }) => ms)), 'ms', 'below 150')
    print('sample server, bytes per row', pages[0].size / PAGE, 'bytes', '')
    const filter = await timeOf(`${base}/api/v2/SampleAse?num=100&q=SNP_ID==rs12460890`)
    print('sample server, filter on one SNP among 1.5 million rows', filter.ms, 'ms', '')
    const sorted = await timeOf(`${base}/api/v2/ASE?num=100&sort=Likelihood_ratio_test_D:desc`)
    print('sample server, all 60,000 SNPs by D (makes all counts)', sorted.ms, 'ms', '')
    const memory = memoryOf(child.pid)
    if (memory !== undefined) print('sample server, memory at its highest', memory.most, 'MB', 'below 300')
  } finally {
    child.kill()
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await measureSampleServer((name, value, unit, limit) => {
    console.log(`${name}: ${value.toFixed(1)} ${unit}${limit === '' ? '' : ` (${limit})`}`)
  })
}
