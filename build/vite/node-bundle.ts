// How the programs that run in Node (main, engine, preload, sample server) become one CommonJS file each.
import { builtinModules } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { InlineConfig } from 'vite'

const folder = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** The path aliases of the source tree. */
export const alias = {
  '@shared': folder('src-shared'),
  '@main': folder('src-main'),
  '@renderer': folder('src-renderer'),
}

export type NodeBundle = {
  /** source file, from the project's top */
  entry: string
  /** bundle to write, from the project's top, ending in .cjs */
  file: string
  /** packages that are loaded at run time instead of being bundled */
  external: string[]
}

/**
 * The build of one program for Node; everything but `external` and Node's own modules goes into the one file.
 *
 * @param bundle     what to build
 * @param outFolder  folder to write instead of `out`, absolute
 */
export const nodeBundleConfig = (bundle: NodeBundle, outFolder = folder('out')): InlineConfig => ({
  configFile: false,
  root: folder('.'),
  logLevel: 'warn',
  resolve: { alias, conditions: ['node'], mainFields: ['module', 'main'] },
  ssr: { noExternal: true },
  build: {
    ssr: folder(bundle.entry),
    target: 'node20.18',
    outDir: outFolder,
    emptyOutDir: false,
    copyPublicDir: false,
    minify: false,
    sourcemap: true,
    reportCompressedSize: false,
    rolldownOptions: {
      checks: { pluginTimings: false },
      external: [
        ...builtinModules.flatMap((name) => [name, `node:${name}`]),
        ...bundle.external.flatMap((name) => [name, new RegExp(`^${name}/`)]),
      ],
      output: {
        format: 'cjs',
        entryFileNames: bundle.file.replace(/^out\//, ''),
        codeSplitting: false,
      },
    },
  },
})

/** Every program for Node that the application consists of. */
export const nodeBundles: NodeBundle[] = [
  { entry: 'src-main/main.ts', file: 'out/main/main.cjs', external: ['electron', '@duckdb/node-api'] },
  { entry: 'src-main/preload/preload.ts', file: 'out/preload/preload.cjs', external: ['electron'] },
  { entry: 'src-main/engine/engine.ts', file: 'out/engine/engine.cjs', external: ['electron', '@duckdb/node-api'] },
  { entry: 'src-main/sample-server/cli.ts', file: 'out/sample-server/cli.cjs', external: [] },
]
