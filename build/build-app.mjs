// Builds the application into out/: main, preload, engine, sample server and the window's part.
// It is built in a folder beside and swapped in whole, so that a failed build never leaves half an application.
import { existsSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { sourceStamp } from './setup/application.mjs'
import { projectRoot } from './setup/places.mjs'
import { SetupStop } from './setup/say.mjs'
import { runScript } from './setup/script.mjs'

const inRoot = (path) => join(projectRoot, path)

async function loadConfigs() {
  const { runnerImport } = await import('vite')
  const load = async (file) => (await runnerImport(inRoot(file), { root: projectRoot, logLevel: 'silent' })).module
  const { nodeBundleConfig, nodeBundles } = await load('build/vite/node-bundle.ts')
  const { rendererConfig } = await load('build/vite/renderer.ts')
  return { nodeBundleConfig, nodeBundles, rendererConfig }
}

await runScript(async () => {
  const stamp = sourceStamp()
  // Loading the build's own settings would otherwise leave the tools in the mode for development, the window's part with them.
  process.env.NODE_ENV = 'production'
  // Among what no tool of the project looks at; on the same disk, so that it can be moved.
  const workshop = inRoot(`node_modules/.cache/molgenis-desktop/out-${process.pid}`)
  try {
    const { build } = await import('vite')
    const { nodeBundleConfig, nodeBundles, rendererConfig } = await loadConfigs()
    const builds = [
      ...nodeBundles.map((bundle) => build(nodeBundleConfig(bundle, workshop))),
      build(rendererConfig(workshop)),
    ]
    // All are awaited even when one fails: a straggler would write into the folder that is being removed.
    const failed = (await Promise.allSettled(builds)).find(({ status }) => status === 'rejected')
    // The bundler's message names the file and the line; its stack names only the bundler.
    if (failed) throw new SetupStop(stripVTControlCharacters(String(failed.reason?.message ?? failed.reason)))
    await writeFile(join(workshop, 'build-stamp'), stamp)
    await swapIn(workshop, inRoot('out'))
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
})

async function swapIn(made, place) {
  const old = `${made}.old`
  if (existsSync(place)) await rename(place, old)
  await rename(made, place)
  await rm(old, { recursive: true, force: true })
}
