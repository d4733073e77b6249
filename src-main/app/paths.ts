// Where the program's own files lie, beside the bundle that runs.
import { join } from 'node:path'

/** Folders of the built program; the running bundle is `out/main/main.cjs`. */
export const outFolder = join(__dirname, '..')
export const rendererFolder = join(outFolder, 'renderer')
export const preloadFile = join(outFolder, 'preload', 'preload.cjs')
export const engineFile = join(outFolder, 'engine', 'engine.cjs')
