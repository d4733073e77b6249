// A real key store for the application: gnome-keyring on a message bus of its own, with a folder of its own.
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'

/** A running key store; what is in its folder outlives it. */
export type KeyStore = {
  /** For the application that is to use it. */
  readonly env: Record<string, string>
  stop(): Promise<void>
}

/** Makes Electron look for the key store where no desktop tells it to. */
export const keyStoreArgs = ['--password-store=gnome-libsecret']

/** Why no key store can be started here; null where one can. */
export function whyNoKeyStore(): string | null {
  if (process.platform !== 'linux') return 'gnome-keyring is a key store of Linux'
  const missing = ['dbus-run-session', 'gnome-keyring-daemon'].filter((program) => !isOnPath(program))
  return missing.length === 0 ? null : `${missing.join(' and ')} are not installed (packages dbus, gnome-keyring)`
}

const isOnPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)))

/**
 * The bus lives until its shell's input ends. The daemon unlocks (or, the first time, makes) the collection of
 * secrets with the words that it reads; it says where the bus is once that is done.
 */
const script = `
printf 'words of the test' | gnome-keyring-daemon --unlock --components=secrets >/dev/null || exit 1
echo "$DBUS_SESSION_BUS_ADDRESS"
cat >/dev/null
`

/** Start a key store whose secrets lie in the given folder. */
export async function startKeyStore(folder: string): Promise<KeyStore> {
  const places = { HOME: folder, XDG_DATA_HOME: join(folder, 'share'), XDG_RUNTIME_DIR: join(folder, 'run') }
  for (const place of Object.values(places)) await mkdir(place, { recursive: true, mode: 0o700 })
  const child = spawn('dbus-run-session', ['--', 'sh', '-c', script], {
    env: { ...process.env, ...places },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const address = await firstLine(child)
  return {
    // The application keeps its own home: only the bus is shared.
    env: { DBUS_SESSION_BUS_ADDRESS: address },
    stop: () =>
      new Promise((done) => {
        if (child.exitCode !== null) return done()
        child.once('exit', () => done())
        child.stdin?.end()
      }),
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) return reject(new Error('The key store has no output.'))
    const lines = createInterface({ input: child.stdout })
    lines.once('line', (line) => resolve(line))
    child.once('exit', (code) => reject(new Error(`The key store ended at once with code ${String(code)}.`)))
    child.once('error', reject)
  })
}
