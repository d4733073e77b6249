// All vitest projects: pure parts and rooms in plain Node, window parts in jsdom.
import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { componentLibrary } from './vite/component-library'

const folder = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const alias = { '@shared': folder('src-shared'), '@main': folder('src-main'), '@renderer': folder('src-renderer') }

export default defineConfig({
  root: folder('.'),
  test: {
    // All processors: by itself the runner leaves one of them free, which of two is half.
    maxWorkers: '100%',
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'node',
          root: folder('.'),
          environment: 'node',
          include: [
            'test/unit/{shared,main,build}/**/*.test.ts',
            'test/contract/**/*.test.ts',
            'test/integration/**/*.test.ts',
            'test/house/**/*.test.ts',
          ],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [vue(), componentLibrary()],
        resolve: { alias },
        test: {
          name: 'window',
          root: folder('.'),
          environment: 'jsdom',
          include: ['test/unit/renderer/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
    ],
  },
})
