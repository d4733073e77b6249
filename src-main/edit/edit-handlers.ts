// The calls about changes that are not sent yet.
import type { HandlersFor } from '@shared/ipc/contract'
import type { EditService } from './edit-service'

/** Asks the person for a file that is there. */
export type OpenDialog = {
  /** @returns the path, or null when the person thought better of it */
  chooseFile(): Promise<string | null>
}

export const editHandlers = (edits: EditService, dialog: OpenDialog) =>
  ({
    'edit.list': () => edits.list(),
    'edit.get': ({ place }) => edits.get(place),
    'edit.stage': async ({ place, title, steps, joinsLast }) => {
      const addedKeys = await edits.stage(place, title, steps, joinsLast)
      return { summary: await edits.get(place), addedKeys }
    },
    'edit.undo': ({ place }) => edits.undo(place),
    'edit.redo': ({ place }) => edits.redo(place),
    'edit.discard': ({ place }) => edits.discard(place),
    'edit.find': ({ place, keys }) => edits.find(place, keys),
    'edit.added': ({ place, offset, limit }) => edits.added(place, offset, limit),
    'edit.review': ({ place, only, offset, limit }) => edits.review(place, only, offset, limit),
    'edit.lookUp': ({ place, text, limit }) => edits.lookUp(place, text, limit),
    'edit.decide': ({ place, keys, choice }) => edits.decide(place, keys, choice),
    'edit.send': ({ serverId, tableIds }) => edits.send(serverId, tableIds),
    'edit.report': ({ taskId }) => edits.report(taskId),
    'edit.findIds': ({ place, ids }) => edits.findIds(place, ids),
    'edit.chooseFile': async () => {
      const path = await dialog.chooseFile()
      return path === null ? null : edits.files.keep(path)
    },
  }) satisfies HandlersFor<'edit'>
