// Key presses that give commands, wherever the focus is.
import { onBeforeUnmount, onMounted } from 'vue'
import { runCommand } from './commands'
import { useDialogsStore } from './dialogs-store'
import { useInfoStore } from './info-store'
import { commandOfKey } from './keys'

const isEditable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))

/** Listen to key presses while the calling component is there. */
export function useShortcuts(): void {
  const info = useInfoStore()
  const dialogs = useDialogsStore()

  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented) return
    const command = commandOfKey(event, info.modifier)
    if (!command) return
    // Alt and an arrow moves by words in a text on some systems; Ctrl and Backspace deletes a word.
    if (/^Alt|Backspace$/.test(command.accelerator ?? '') && isEditable(event.target)) return
    // Under a dialog, only another dialog may be asked for.
    const isForDialog = command.id === 'palette' || command.id === 'find-table'
    if (dialogs.dialog === null || isForDialog) runCommand(command.id)
    event.preventDefault()
  }

  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey))
}
