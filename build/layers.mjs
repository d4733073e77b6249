// THE import table: which room may import which rooms and which packages. The house test and the README follow it.

/** What every feature of the window is made of. */
const windowPackages = ['vue', 'pinia', '@nuxt/ui', 'reka-ui']

// A feature may import the features to its left: each list is the one before and one room more.
const leftOfShell = ['src-shared', 'src-renderer/api.ts', 'src-renderer/ui']
const leftOfConnect = [...leftOfShell, 'src-renderer/shell']
const leftOfTables = [...leftOfConnect, 'src-renderer/connect']
const leftOfQuery = [...leftOfTables, 'src-renderer/tables']
const rightOfQuery = [...leftOfQuery, 'src-renderer/query']

/**
 * Rooms, left to right. `rooms`: rooms whose files may be imported (a room may always import itself).
 * `packages`: npm packages and `node:` modules. `types`: rooms of which only types may be imported.
 */
export const layers = {
  'src-shared': {
    rooms: [],
    packages: ['zod', '@rsql/parser'],
    why: 'words that both sides agree on: no I/O, no clock, no DOM, no Node',
  },
  'src-main/server': {
    rooms: ['src-shared'],
    packages: ['zod', 'lossless-json'],
    why: 'speaks a server’s dialect over a fetch that is handed in',
  },
  'src-main/sample-server': {
    rooms: ['src-shared'],
    packages: [
      'hono',
      '@hono/node-server',
      '@rsql/parser',
      'fflate',
      'saxes',
      'node:http',
      'node:crypto',
      'node:util',
      'node:net',
      'node:process',
      'node:perf_hooks',
      'node:zlib',
    ],
    why: 'the built-in server, independent of the client that it serves',
  },
  'src-main/settings': {
    rooms: ['src-shared'],
    packages: ['zod', 'electron-store', 'node:crypto', 'node:fs', 'node:fs/promises', 'node:path'],
    why: 'what is remembered, with versions and upgrade steps',
  },
  'src-main/task': { rooms: ['src-shared'], packages: [], why: 'progress and cancel for slow work' },
  'src-main/session': {
    rooms: ['src-shared', 'src-main/settings', 'src-main/server'],
    packages: ['zod', 'node:crypto'],
    why: 'who is signed in where; the token stays here',
  },
  'src-main/engine': {
    rooms: ['src-shared'],
    types: ['src-main/server'],
    packages: [
      '@duckdb/node-api',
      'saxes',
      'zod',
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:os',
      'node:crypto',
      'node:stream',
      'node:stream/promises',
      'node:zlib',
    ],
    why: 'DuckDB in a process of its own: no network, no secret',
  },
  'src-main/dataset': {
    rooms: ['src-shared', 'src-main/session', 'src-main/task'],
    types: ['src-main/server', 'src-main/engine'],
    packages: [
      'zod',
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:crypto',
      'node:stream',
      'node:stream/promises',
      'node:events',
      'node:stream/web',
    ],
    why: 'kept copies: download, ledger, catalogue',
  },
  'src-main/query': {
    rooms: ['src-shared', 'src-main/session', 'src-main/dataset'],
    types: ['src-main/server'],
    packages: [],
    why: 'the questions about rows, live or kept',
  },
  'src-main/export': {
    rooms: ['src-shared', 'src-main/query', 'src-main/dataset', 'src-main/task'],
    types: ['src-main/server', 'src-main/engine'],
    packages: ['node:fs', 'node:fs/promises', 'node:path', 'node:crypto'],
    why: 'files for the person',
  },
  'src-main/edit': {
    rooms: ['src-shared', 'src-main/session', 'src-main/task'],
    types: ['src-main/server'],
    packages: [
      'zod',
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:crypto',
      'node:readline',
      'node:timers/promises',
    ],
    why: 'changes that are not sent yet: staged, kept, sent',
  },
  'src-main/import': {
    rooms: ['src-shared', 'src-main/session', 'src-main/task', 'src-main/dataset', 'src-main/edit'],
    types: ['src-main/server', 'src-main/engine'],
    packages: ['zod', 'node:fs', 'node:fs/promises', 'node:path', 'node:crypto'],
    why: 'rows from files, and files for the server’s importer',
  },
  'src-main/ipc': { rooms: ['src-shared'], packages: ['electron'], why: 'the one door for calls' },
  'src-main/app': {
    rooms: ['src-shared', 'src-main'],
    packages: [
      'electron',
      'electron-log',
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:crypto',
      'node:os',
      'node:process',
    ],
    why: 'builds everything by hand, owns the window',
  },
  'src-main/main.ts': { rooms: ['src-shared', 'src-main'], packages: ['electron'], why: 'the start' },
  'src-main/preload': { rooms: ['src-shared/ipc/channel'], packages: ['electron'], why: 'two functions for the page' },
  'src-renderer/api.ts': { rooms: ['src-shared'], packages: [], why: 'the window’s one door to main' },
  'src-renderer/ui': {
    rooms: ['src-shared'],
    packages: [
      'vue',
      '@nuxt/ui',
      '@iconify/vue',
      '@iconify-json/lucide',
      'tailwindcss',
      '@fontsource-variable/inter',
      '@fontsource-variable/jetbrains-mono',
      'reka-ui',
    ],
    why: 'looks without knowledge',
  },
  'src-renderer/shell': { rooms: leftOfShell, packages: windowPackages, why: 'tabs, commands, status, dialogs' },
  'src-renderer/connect': { rooms: leftOfConnect, packages: windowPackages, why: 'servers and sign-in' },
  'src-renderer/tables': { rooms: leftOfTables, packages: windowPackages, why: 'finding tables and copies' },
  'src-renderer/query': {
    rooms: leftOfQuery,
    packages: [...windowPackages, 'lz-string'],
    why: 'the question: filter, search, sort',
  },
  'src-renderer/charts': {
    rooms: rightOfQuery,
    packages: [...windowPackages, 'echarts'],
    why: 'a chart kind is a folder and a line',
  },
  'src-renderer/export': { rooms: rightOfQuery, packages: windowPackages, why: 'asking for files' },
  'src-renderer/edit': {
    rooms: [...rightOfQuery, 'src-renderer/export'],
    packages: windowPackages,
    why: 'changes that are not sent yet: editors, form, review',
  },
  'src-renderer/import': {
    rooms: [...rightOfQuery, 'src-renderer/export', 'src-renderer/edit'],
    packages: windowPackages,
    why: 'rows from files',
  },
  'src-renderer/table': {
    rooms: [...rightOfQuery, 'src-renderer/export', 'src-renderer/charts', 'src-renderer/edit'],
    packages: [...windowPackages, 'ag-grid-community'],
    why: 'the grid and what stands around it',
  },
  'src-renderer/workbench': {
    rooms: ['src-shared', 'src-renderer'],
    packages: windowPackages,
    why: 'what happens between the features: start, sessions, commands, dialogs',
  },
  'src-renderer/App.vue': {
    rooms: ['src-shared', 'src-renderer'],
    packages: windowPackages,
    why: 'puts the features together',
  },
  'src-renderer/main.ts': {
    rooms: ['src-shared', 'src-renderer'],
    packages: ['vue', 'pinia', '@nuxt/ui', 'zod'],
    why: 'the start of the page',
  },
}
