// `npm run pictures`: takes the pictures of the README anew, from the built application over its sample data.
import { join } from 'node:path'
import { projectRoot } from './setup/places.mjs'
import { runScript } from './setup/script.mjs'
import { setUp } from './setup/set-up.mjs'

await runScript(async () => {
  const ready = await setUp({ screen: 'own', application: true })
  try {
    Object.assign(process.env, ready.env, { MOLGENIS_ELECTRON_FLAGS: ready.electronFlags.join(' ') })
    const { runnerImport } = await import('vite')
    const { module } = await runnerImport(join(projectRoot, 'test', 'support', 'pictures.ts'), { root: projectRoot })
    return await module.takePictures(join(projectRoot, 'build', 'pictures'))
  } finally {
    ready.close()
  }
})
