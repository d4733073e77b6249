// The unpacked package starts and walks the first steps, driven over the remote debugging port: its inspect fuse is off.
import { chromium, expect, test, type Browser } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { electronFlags } from './support/launch'

const executables: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux-unpacked/molgenis-desktop',
  win32: 'win-unpacked/MOLGENIS Desktop.exe',
  darwin: `mac${process.arch === 'arm64' ? '-arm64' : ''}/MOLGENIS Desktop.app/Contents/MacOS/MOLGENIS Desktop`,
}

/** Chromium writes the address of its debugging port, once it is open, to the error stream. */
function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let words = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      words += chunk.toString('utf8')
      const address = /DevTools listening on (ws:\S+)/.exec(words)?.[1]
      if (address !== undefined) resolve(address)
    })
    child.once('error', reject)
    child.once('exit', (code) =>
      reject(new Error(`The packaged application ended at once with code ${code}:\n${words}`)),
    )
  })
}

const executable = fileURLToPath(new URL(`../../dist/${executables[process.platform] ?? 'unknown'}`, import.meta.url))

test('the packaged application opens the sample data, shows a table of it and keeps one offline', async () => {
  const userData = await mkdtemp(join(tmpdir(), 'molgenis-desktop-packaged-'))
  const child = spawn(executable, [...electronFlags(), '--remote-debugging-port=0', '--user-data', userData], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let browser: Browser | undefined
  try {
    browser = await chromium.connectOverCDP(await debuggingAddress(child))
    const context = browser.contexts()[0]
    const window = context?.pages()[0] ?? (await context?.waitForEvent('page'))
    if (window === undefined) throw new Error('The packaged application has no window.')
    await window.getByRole('button', { name: 'Sample data', exact: true }).click()
    await window.getByRole('treeitem', { name: 'SampleAse' }).click()
    await expect(window.getByRole('grid')).toContainText('rs12460890')
    // Keeping a table and reading the copy needs DuckDB's library, which lies beside the archive.
    await window.getByRole('treeitem', { name: 'AseGene' }).click()
    await window.getByRole('button', { name: 'Keep offline' }).click()
    await window
      .getByRole('list', { name: 'Offline copies' })
      .getByRole('button', { name: 'AseGene', exact: true })
      .click()
    await expect(window.getByRole('contentinfo', { name: 'Status' })).toContainText('Offline copy of Sample data')
    await expect(window.getByRole('grid')).toContainText('ENSG')
  } finally {
    await browser?.close()
    if (child.exitCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    await rm(userData, { recursive: true, force: true, maxRetries: 5 })
  }
})
