// `npm run bench`: prints figures of the built application and of the floor it stands on, one per line.
import { join } from 'node:path'
import { projectRoot } from './setup/places.mjs'
import { runScript } from './setup/script.mjs'
import { setUp } from './setup/set-up.mjs'

await runScript(async () => {
  const ready = await setUp({ screen: 'own', application: true })
  try {
    Object.assign(process.env, ready.env, { MOLGENIS_ELECTRON_FLAGS: ready.electronFlags.join(' ') })
    const { runnerImport } = await import('vite')
    const alias = { '@shared': join(projectRoot, 'src-shared'), '@main': join(projectRoot, 'src-main') }
    const { module } = await runnerImport(join(projectRoot, 'test', 'bench', 'bench.ts'), {
      root: projectRoot,
      resolve: { alias },
    })
    return await module.runBench(process.argv.slice(2))
  } finally {
    ready.close()
  }
})
