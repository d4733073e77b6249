// What the status bar says of the view in front.
import type { Dataset } from '@shared/dataset/dataset'
import type { ServerEntry } from '@shared/server/server-profile'
import { onScopeDispose, ref, type Ref } from 'vue'
import { accountName } from '../connect/session-text'
import { formatCount, formatCounted, formatWhen } from '../ui/format'

/** Source and its state, in a few words, with an icon. */
export type SourceText = { readonly text: string; readonly icon: string; readonly tone: 'plain' | 'warn' | 'danger' }

/** A server that rows are read from. */
export function liveText(entry: ServerEntry): SourceText {
  const who = entry.session.state === 'signed-in' ? `${accountName(entry)}, ` : ''
  const live = { text: `${entry.name}, ${who}live`, icon: 'i-lucide-server', tone: 'plain' } as const
  switch (entry.session.state) {
    case 'unreachable':
      return { text: `No connection to ${entry.name}`, icon: 'i-lucide-wifi-off', tone: 'warn' }
    case 'expired':
      return { text: `${entry.name}: the session has ended`, icon: 'i-lucide-log-in', tone: 'warn' }
    case 'sign-in-needed':
      return { text: `${entry.name} wants a sign-in`, icon: 'i-lucide-log-in', tone: 'warn' }
    default:
      return live
  }
}

/** A copy that rows are read from, with its age. */
export const copyText = (dataset: Dataset, nowMs: number): SourceText => ({
  text: `Offline copy of ${dataset.serverName}, ${formatWhen(dataset.keptAtIso, nowMs)}`,
  icon: 'i-lucide-hard-drive',
  tone: 'plain',
})

/** Whether this computer has any network, on the first screen. */
export const networkText = (isOnline: boolean): SourceText =>
  isOnline
    ? { text: 'Network available', icon: 'i-lucide-wifi', tone: 'plain' }
    : { text: 'No network: sample data and offline copies work', icon: 'i-lucide-wifi-off', tone: 'warn' }

/** True while this computer has any network. */
export function useOnline(): Readonly<Ref<boolean>> {
  const isOnline = ref(navigator.onLine)
  const read = () => (isOnline.value = navigator.onLine)
  const names = ['online', 'offline'] as const
  names.forEach((name) => window.addEventListener(name, read))
  onScopeDispose(() => names.forEach((name) => window.removeEventListener(name, read)))
  return isOnline
}

/** `Row 2 of 21`; the count alone while no row is selected; null while nothing is known. */
export function positionText(position: number | null, rowCount: number | null): string | null {
  if (rowCount === null) return position === null ? null : `Row ${formatCount(position + 1)}`
  return position === null
    ? formatCounted(rowCount, 'row')
    : `Row ${formatCount(position + 1)} of ${formatCount(rowCount)}`
}
