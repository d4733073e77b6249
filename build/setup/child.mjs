// Running other programs: npm, apt and our own scripts, with their output shown or captured.
import { spawn, spawnSync } from 'node:child_process'

/** What this script has started and waits for; none of it outlives the script. */
const running = new Set()
process.once('exit', () => {
  for (const child of running) child.kill('SIGTERM')
})

/**
 * Run a program to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, capture?: boolean, timeoutMs?: number }} options
 *   `capture` collects the output instead of showing it (shown output goes to stderr, so that stdout stays for results)
 * @returns {Promise<{ code: number, output: string }>} `code` 127 when the program could not be started
 */
export function run(command, args, options = {}) {
  const { capture = false, timeoutMs, env = process.env, ...rest } = options
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...rest,
      env: { ...plainText(), ...env },
      stdio: ['ignore', capture ? 'pipe' : 2, capture ? 'pipe' : 2],
    })
    running.add(child)
    const chunks = []
    child.stdout?.on('data', (chunk) => chunks.push(chunk))
    child.stderr?.on('data', (chunk) => chunks.push(chunk))
    const timer = timeoutMs ? setTimeout(() => child.kill('SIGKILL'), timeoutMs) : undefined
    const finish = (code, extra = '') => {
      running.delete(child)
      clearTimeout(timer)
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') + extra })
    }
    child.on('error', (error) => finish(127, error.message))
    child.on('close', (code, signal) => finish(code ?? (signal ? 128 : 1)))
  })
}

/** Colours are for terminals: in a file they are noise. */
const plainText = () => (process.stderr.isTTY || process.env.FORCE_COLOR ? {} : { NO_COLOR: '1' })

/**
 * Run npm with the same client that runs this script, so that the person's registry and proxy settings hold.
 *
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} options
 */
export function runNpm(args, options = {}) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('.js') && cli.includes('npm')) return run(process.execPath, [cli, ...args], options)
  if (process.platform !== 'win32') return run('npm', args, options)
  // npm is a batch file on Windows and batch files want the command interpreter; our arguments need no quoting.
  return run('cmd.exe', ['/d', '/s', '/c', ['npm', ...args].join(' ')], options)
}

/**
 * The output of a quick question to the system, or null when the program is absent or fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | null}
 */
export function ask(command, args, env = process.env) {
  const answer = spawnSync(command, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] })
  return answer.status === 0 ? answer.stdout : null
}
