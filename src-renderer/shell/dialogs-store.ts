// Which dialog is open. One at a time: a dialog that opens replaces the one before.
import type { ServerId } from '@shared/server/server-profile'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** A question before something that cannot be undone. */
export type Confirmation = {
  readonly title: string
  readonly text: string
  /** The verb on the button that does it. */
  readonly verb: string
  readonly run: () => void | Promise<void>
}

/** An open dialog. `sign-in` with `isAgain` is the one for a session that has ended; `add-account` wants a further one. */
export type Dialog =
  | { readonly kind: 'palette' | 'finder' | 'open-by-name' | 'about' | 'paste' }
  | { readonly kind: 'sign-in'; readonly serverId: ServerId; readonly isAgain: boolean }
  | { readonly kind: 'rename-server' | 'add-account'; readonly serverId: ServerId }
  | { readonly kind: 'confirm'; readonly confirmation: Confirmation }
  /** Rows from a file into a table; a file for the server's own importer. */
  | { readonly kind: 'import-rows'; readonly serverId: ServerId; readonly tableId: string }
  | { readonly kind: 'upload-file'; readonly serverId: ServerId }
  /** Changes that are not sent, of one table or of the first that has any. */
  | {
      readonly kind: 'review'
      readonly serverId: ServerId
      readonly tableId: string | null
      readonly only: 'all' | 'trouble' | 'conflict'
    }
  /** A question before changes are sent. */
  | { readonly kind: 'send'; readonly serverId: ServerId }
  /** Rows of the open table by a list of ids. */
  | { readonly kind: 'rows-by-id'; readonly serverId: ServerId; readonly tabId: string }
  /** A name for what a tab shows, or another one for what was saved. */
  | { readonly kind: 'save-view'; readonly tabId: string; readonly renamedId: string | null }
  /** A view from a file that does not quite fit. */
  | { readonly kind: 'view-file'; readonly tabId: string }

export const useDialogsStore = defineStore('dialogs', () => {
  const dialog = shallowRef<Dialog | null>(null)

  function open(next: Dialog): void {
    dialog.value = next
  }

  function close(): void {
    dialog.value = null
  }

  /** Ask before doing what cannot be undone. */
  const confirm = (confirmation: Confirmation): void => open({ kind: 'confirm', confirmation })

  return { dialog, open, close, confirm }
})
