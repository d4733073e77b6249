// What happens between imports and the rest of the window: commands, and what came of imports that ended.
import { fromErrorData } from '@shared/errors/app-error'
import type { Task } from '@shared/task/task'
import { onBeforeUnmount } from 'vue'
import { useImportStore, type ImportState } from '../import/import-store'
import { outcomeLines, sentSentence } from '../import/import-words'
import { useUploadStore } from '../import/upload-store'
import { registerWhile } from '../shell/commands'
import { useDialogsStore } from '../shell/dialogs-store'
import { notify, notifyFailure, warn } from '../shell/notify'
import { useTabsStore } from '../shell/tabs-store'
import { taskLine } from '../shell/tasks/task-text'
import { useListingsStore } from '../tables/listings-store'
import { formatCount } from '../ui/format'
import { readAgain, serverInFront } from './changes'

/** Register the commands about imports while the calling component is there. */
export function useImports(): void {
  const tabs = useTabsStore()
  const stops = [
    registerWhile(
      () => tabs.active?.source.kind === 'live',
      () => ({
        'import-rows': () => {
          const source = tabs.active?.source
          if (source?.kind !== 'live') return
          const { serverId, tableId } = source
          useDialogsStore().open({ kind: 'import-rows', serverId, tableId })
        },
      }),
    ),
    registerWhile(
      () => serverInFront() !== null,
      () => ({
        'upload-file': () => {
          const serverId = serverInFront()
          if (serverId === null) return
          void useListingsStore().ensure(serverId)
          useDialogsStore().open({ kind: 'upload-file', serverId })
        },
      }),
    ),
  ]
  onBeforeUnmount(() => stops.forEach((stop) => stop()))
}

/** Say what came of an import that has ended, unless its dialog says it, and read what it wrote again. */
export async function tellImported(task: Task): Promise<void> {
  const imported = await useImportStore().ended(task)
  if (imported) {
    if (imported.kind === 'send') readAgain(imported.state.place)
    return tellRows(task, imported.state, imported.kind === 'check')
  }
  const upload = await useUploadStore().ended(task)
  if (!upload) return tellPlainly(task)
  const { serverId, result } = upload
  const listings = useListingsStore()
  if (listings.stateOf(serverId)) void listings.load(serverId)
  for (const tableId of result?.tableIds ?? []) readAgain({ serverId, tableId })
  if (useDialogsStore().dialog?.kind === 'upload-file') return
  const show = { label: 'Show', run: () => useDialogsStore().open({ kind: 'upload-file', serverId }) }
  if (result) notify(task.title, result.message, show)
  else tellPlainly(task)
}

function tellRows(task: Task, { place, report }: ImportState, isCheck: boolean): void {
  if (useDialogsStore().dialog?.kind === 'import-rows') return
  const { serverId, tableId } = place
  const show = { label: 'Show', run: () => useDialogsStore().open({ kind: 'import-rows', serverId, tableId }) }
  const sent = report?.sent ?? null
  if (sent && !isCheck) {
    const isWhole = sent.refusedCount + sent.notSentCount + sent.unknownCount === 0
    return void (isWhole ? notify : warn)(task.title, `${sentSentence(sent)}.`, show)
  }
  if (!report || task.error) return tellPlainly(task)
  const lines = outcomeLines(report).map(({ count, text }) => `${formatCount(count)} ${text}`)
  notify(task.title, `${lines.join(', ')}.`, show)
}

function tellPlainly(task: Task): void {
  if (task.error) notifyFailure(fromErrorData(task.error))
  else if (task.state === 'done') notify(task.title, taskLine(task))
}
