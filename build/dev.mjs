// `npm run dev`: the application with what is being written. A change is built at once; one in the window's part
// reloads the window, any other starts the application anew. The page is served exactly as in production.
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { prepareApplication } from './setup/application.mjs'
import { projectRoot } from './setup/places.mjs'
import { say, SetupStop } from './setup/say.mjs'
import { runScript } from './setup/script.mjs'
import { setUp } from './setup/set-up.mjs'
import { readStartArguments } from './setup/start-arguments.mjs'

const WATCHED = ['src-main', 'src-shared', 'src-renderer']
/** Editors write a file in several steps; a change counts when nothing followed it for so long. */
const QUIET_MS = 150

await runScript(async () => {
  const words = readStartArguments(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd())
  if (words.help) return say(words.help)
  const ready = await setUp({ screen: 'where-absent', application: true })
  const flags = [...ready.electronFlags, '--remote-debugging-port=0', ...words.forElectron]
  const application = startable(ready, [...flags, projectRoot, ...words.forApplication])
  application.start()
  watchSources(async (changed) => {
    try {
      if (!(await prepareApplication())) return
    } catch (error) {
      if (!(error instanceof SetupStop)) throw error
      return say(error.message)
    }
    await (changed.every((folder) => folder === 'src-renderer') ? application.reload() : application.restart())
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => application.stop())
  const code = await application.ended
  ready.close()
  // The watchers would keep this script alive.
  process.exit(code)
})

/** The application as a process that can be started again; `ended` settles when it ends by itself or is stopped. */
function startable(ready, args) {
  let child
  let address
  let settle
  const ended = new Promise((resolve) => (settle = resolve))
  const start = () => {
    const started = spawn(ready.runtime.executable, args, { env: ready.env, stdio: ['inherit', 'inherit', 'pipe'] })
    started.stderr.on('data', (chunk) => {
      const found = /DevTools listening on (ws:\S+)/.exec(String(chunk))
      if (found) address = found[1]
      else process.stderr.write(chunk)
    })
    started.once('exit', (code) => child === started && settle(code ?? 1))
    child = started
  }
  const restart = () =>
    new Promise((resolve) => {
      const old = child
      child = undefined
      old.once('exit', () => resolve(start()))
      old.kill()
    })
  const reload = async () => {
    const { chromium } = await import('@playwright/test')
    const browser = await chromium.connectOverCDP(address)
    await Promise.all(browser.contexts().flatMap((context) => context.pages().map((page) => page.reload())))
    await browser.close()
  }
  return { start, restart, reload, stop: () => child?.kill(), ended }
}

/** Report the folders in which something changed, one report after the other. */
function watchSources(report) {
  let changed = new Set()
  let timer
  let last = Promise.resolve()
  for (const folder of WATCHED) {
    watch(join(projectRoot, folder), { recursive: true }, () => {
      changed.add(folder)
      clearTimeout(timer)
      timer = setTimeout(() => {
        const folders = [...changed]
        changed = new Set()
        last = last.then(() => report(folders)).catch((error) => say(String(error?.stack ?? error)))
      }, QUIET_MS)
    })
  }
}
