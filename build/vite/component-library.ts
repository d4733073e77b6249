// The component library's build plugin, set up once for the application's build and for the window's tests.
import ui from '@nuxt/ui/vite'
import { fileURLToPath } from 'node:url'
import { iconSources } from '../../src-renderer/ui/icon-sources'
import { theme } from '../../src-renderer/ui/theme'

/** The plugin with our theme; icons named in the window's files are bundled, light and dark are switched by the shell. */
export const componentLibrary = () =>
  ui({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    router: false,
    colorMode: false,
    autoImport: false,
    components: { dts: false },
    icon: { clientBundle: { scan: { globInclude: [...iconSources] }, sizeLimitKb: 0 } },
    // Styles of the components that are used, not of all that there are: each rule costs at each change of a style.
    experimental: { componentDetection: true },
    ui: theme,
  })
