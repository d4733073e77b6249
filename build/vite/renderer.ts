// How the window's part becomes a folder of files that the application serves to itself.
import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import type { InlineConfig } from 'vite'
import { componentLibrary } from './component-library'
import { alias } from './node-bundle'

const folder = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/**
 * The build of the window's part.
 *
 * @param outFolder folder that holds `renderer`, absolute
 */
export const rendererConfig = (outFolder = folder('out')): InlineConfig => ({
  configFile: false,
  root: folder('src-renderer'),
  // The page is served from app://; relative addresses hold wherever it stands.
  base: './',
  logLevel: 'warn',
  resolve: { alias },
  plugins: [vue(), componentLibrary()],
  build: {
    target: 'chrome130',
    outDir: `${outFolder}/renderer`,
    emptyOutDir: true,
    reportCompressedSize: false,
    sourcemap: true,
    rolldownOptions: { checks: { pluginTimings: false } },
    // The application is read from disk: fewer, larger files open faster than many small ones.
    chunkSizeWarningLimit: 5000,
    // The page's content policy forbids data: addresses for fonts.
    assetsInlineLimit: 0,
  },
})
