// Icons come with the program; see icon-sources.ts. Nothing is fetched.
import { addAPIProvider } from '@iconify/vue'

/** Close the icon library's way to the network, so that a missing icon stays empty instead of asking a server. */
export function keepIconsOffline(): void {
  addAPIProvider('', { resources: [] })
}
