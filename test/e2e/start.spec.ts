// `npm start` from outside: a picture of the window in the size and theme asked for, and plain words for a slip.
import { expect, test } from '@playwright/test'
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const startScript = fileURLToPath(new URL('../../build/start.mjs', import.meta.url))

/** Run the start script from another folder, as npm does when it is called from there. */
function runStart(folder: string, words: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [startScript, ...words], { env: { ...process.env, INIT_CWD: folder } })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}

test.describe('npm start', () => {
  let folder = ''
  test.beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'molgenis-desktop-start-'))
  })
  test.afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))

  test('writes a picture of the opened table beside the caller and ends', async () => {
    const words = ['--screenshot', 'window.png', '--open', 'sample/SampleAse', '--theme', 'dark', '--size', '1024x700']
    const { code, output } = await runStart(folder, [...words, '--user-data', 'profile'])
    expect(code, output).toBe(0)
    const picture = await readFile(join(folder, 'window.png'))
    expect({
      isPng: picture.subarray(1, 4).toString('latin1') === 'PNG',
      width: picture.readUInt32BE(16),
      height: picture.readUInt32BE(20),
      hasProfile: (await readdir(join(folder, 'profile'))).length > 0,
    }).toEqual({ isPng: true, width: 1024, height: 700, hasProfile: true })
  })

  test('says what is wrong with its words before anything starts', async () => {
    const { code, output } = await runStart(folder, ['--size', 'large'])
    expect({ code, output: output.trim() }).toEqual({
      code: 1,
      output: "--size takes a width and a height such as 1024x700, not 'large'.",
    })
  })
})
