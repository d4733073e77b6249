// The window and its profile: its place, one instance, damaged settings, and an engine that dies.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { electronFlags, expect, test } from './support/launch'
import { sharedApp } from './support/shared-app'
import { tutorialRows } from './support/tutorial-rows'

const projectRoot = fileURLToPath(new URL('../..', import.meta.url))

test.describe.serial('the window', () => {
  const run = sharedApp()
  const bounds = () => run.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())

  test('it opens where it was left, with the appearance that was chosen', async () => {
    await expect(run.parts.connect.form).toBeVisible()
    await run.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 120, y: 80, width: 1180, height: 760 })
    })
    await expect.poll(async () => (await bounds())?.width).toBe(1180)
    const left = await bounds()
    await run.parts.palette.run('appearance: dark')
    await expect.poll(() => run.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
    await run.restart()
    await expect(run.parts.connect.form).toBeVisible()
    expect(await bounds()).toEqual(left)
    expect(await run.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
    await expect(run.window.locator('html')).toHaveClass(/dark/)
  })

  test('no style sheet has all styles worked out anew when something is put beside the application', async () => {
    // Such rules make every menu, every dialog and every new bar cost as much as the whole window.
    const costly = await run.window.evaluate(() => {
      const found: string[] = []
      const look = (rules: CSSRuleList) => {
        for (const rule of rules) {
          if (
            rule instanceof CSSStyleRule &&
            /(^|[\s,])(html|body|:root)\S*:has\(|-child\)? \*/.test(rule.selectorText)
          )
            found.push(rule.selectorText)
          if (rule instanceof CSSGroupingRule) look(rule.cssRules)
        }
      }
      for (const sheet of document.styleSheets) look(sheet.cssRules)
      return found
    })
    expect(costly).toEqual([])
  })

  test('a second start ends at once and opens its table in the first window', async () => {
    const executable = process.env['MOLGENIS_ELECTRON'] ?? ''
    const words = [...electronFlags(), projectRoot, '--user-data', run.userData, '--open', 'sample/AseGene']
    const second = spawn(executable, words, { stdio: ['ignore', 'pipe', 'ignore'] })
    let said = ''
    second.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const [code] = (await once(second, 'exit')) as [number | null]
    expect(code).toBe(0)
    expect(said).toContain('runs already')
    await expect(run.parts.table.tab('AseGene')).toHaveAttribute('aria-selected', 'true')
    await run.parts.table.expectCount('506 rows')
  })

  test('when the engine dies the copy in front is read again, and the window stays', async () => {
    const { tables, filter, table, tasks, offline, grid } = run.parts
    await tables.open('SampleAse')
    await filter.add('SNP_ID', 'rs12460890')
    await table.expectCount('21 of 50,021 rows')
    await table.keepOffline.click()
    await tasks.expectDone('SampleAse')
    await offline.copy('SampleAse, rs12460890').click()
    await table.expectCount('21 rows')
    const engine = () =>
      run.app.evaluate(({ app }) => {
        const found = app.getAppMetrics().find(({ type, name }) => type === 'Utility' && name?.includes('engine'))
        return found?.pid ?? null
      })
    const pid = await engine()
    if (pid === null) throw new Error('The engine does not run.')
    process.kill(pid, 'SIGKILL')
    await expect.poll(engine).not.toBe(pid)
    await grid.heading('ID').click()
    await grid.heading('ID').click()
    await expect(grid.cell('ID', 0)).toHaveText('1418805')
    await grid.expectColumn('ID', tutorialRows.map(([id]) => id).reverse())
    await run.picture('after-engine-death')
  })

  test('damaged settings are put aside and told, and the window opens all the same', async () => {
    const damaged = '{"servers": ['
    await run.restart({}, () => writeFile(join(run.userData, 'settings.json'), damaged))
    const { connect, offline } = run.parts
    await expect(connect.form).toBeVisible()
    // Copies do not depend on the settings.
    await expect(offline.card('SampleAse, rs12460890')).toBeVisible()
    const aside = (await readdir(run.userData)).find((name) => name.startsWith('settings.json.'))
    expect(aside).toBeDefined()
    expect(await readFile(join(run.userData, aside ?? ''), 'utf8')).toBe(damaged)
    const messages = run.window.getByRole('region', { name: 'Messages' })
    await expect(messages).toContainText('Not all settings could be read.')
    await expect(messages).toContainText(aside ?? '?')
    expect(await readFile(join(run.userData, 'logs', 'main.log'), 'utf8')).toContain('settings: ')
  })
})
