// Called by electron-builder before it signs: takes Electron's own starter out of the package, which starts one application only.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * @param {{ appOutDir: string, packager: { getResourcesDir: (folder: string) => string } }} context
 */
export default async function afterPack(context) {
  await rm(join(context.packager.getResourcesDir(context.appOutDir), 'default_app.asar'), { force: true })
}
