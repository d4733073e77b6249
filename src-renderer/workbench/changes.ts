// What happens between staged changes and the rest of the window: commands, what was sent, what waits from before.
import type { EditPlace, StagedRow } from '@shared/edit/staged'
import { fromErrorData } from '@shared/errors/app-error'
import { isFiltering } from '@shared/query/query'
import type { ServerId } from '@shared/server/server-profile'
import type { Task } from '@shared/task/task'
import { onBeforeUnmount } from 'vue'
import { useServersStore } from '../connect/servers-store'
import { useEditsStore } from '../edit/edits-store'
import { notSentSentence, tablesLine, totalsOf } from '../edit/review/change-words'
import { outcomeOf, type Outcome } from '../edit/review/report-words'
import type { ReviewPart } from '../edit/review-store'
import { useSendStore } from '../edit/send-store'
import { useViewsStore } from '../query/views-store'
import { registerWhile } from '../shell/commands'
import { useDialogsStore } from '../shell/dialogs-store'
import { dismissMessage, notify, notifyFailure, remind, warn, type Message } from '../shell/notify'
import { useTabsStore } from '../shell/tabs-store'
import { taskLine } from '../shell/tasks/task-text'
import { queryForRow } from '../table/open-reference'
import { useRowsStore } from '../table/rows/rows-store'
import { useCountsStore } from '../tables/counts-store'
import { openTable } from '../tables/open-table'
import { formatCounted } from '../ui/format'

/** The server that the window is about: that of the open table, else the one in front. */
export function serverInFront(): ServerId | null {
  const source = useTabsStore().active?.source
  return source?.kind === 'live' ? source.serverId : useServersStore().currentId
}

/** Open the review of a server's changes, at the table in front if it has any. */
function review(serverId: ServerId, only: ReviewPart = 'all'): void {
  const source = useTabsStore().active?.source
  const tableId = source?.kind === 'live' && source.serverId === serverId ? source.tableId : null
  useDialogsStore().open({ kind: 'review', serverId, tableId, only })
}

/** Register the commands about changes while the calling component is there. */
export function useChanges(): void {
  const edits = useEditsStore()
  const tabs = useTabsStore()
  /** Changes of the server in front come first; else those of any server. */
  const serverWithChanges = (): ServerId | null => {
    const front = serverInFront()
    return (edits.waiting.find((one) => one.serverId === front) ?? edits.waiting[0])?.serverId ?? null
  }
  const stops = [
    registerWhile(
      () => edits.waiting.length > 0,
      () => ({
        'review-changes': () => {
          const serverId = serverWithChanges()
          if (serverId !== null) review(serverId)
        },
      }),
    ),
    registerWhile(
      () => tabs.active?.source.kind === 'live' || edits.waiting.some((one) => one.serverId === serverInFront()),
      () => ({
        'send-changes': () => {
          const serverId = serverInFront()
          if (serverId !== null) void sendAll(serverId).catch(notifyFailure)
        },
      }),
    ),
    registerWhile(
      () => tabs.active?.source.kind === 'live',
      () => ({
        'rows-by-id': () => {
          const tab = tabs.active
          if (tab?.source.kind !== 'live') return
          useDialogsStore().open({ kind: 'rows-by-id', serverId: tab.source.serverId, tabId: tab.id })
        },
      }),
    ),
  ]
  onBeforeUnmount(() => stops.forEach((stop) => stop()))
}

/** Send what waits, what is just being typed too. */
async function sendAll(serverId: ServerId): Promise<void> {
  await endTyping()
  const send = useSendStore()
  if (send.waitingFor(serverId).length === 0) notify('No change waits to be sent')
  else await send.ask(serverId)
}

/** Leave the field that has the focus: what stands in it is staged then. */
async function endTyping(): Promise<void> {
  const field = document.activeElement
  if (field instanceof HTMLElement && field.matches('input, textarea')) field.blur()
  // Fields hand on what they hold a moment after they are left.
  await new Promise((resolve) => setTimeout(resolve))
  await useEditsStore().settled()
}

/** Say at the start which changes wait from before. */
export async function offerWaiting(): Promise<void> {
  const edits = useEditsStore()
  await edits.load().catch(notifyFailure)
  const first = edits.waiting[0]
  if (!first) return
  const { changes } = totalsOf(edits.waiting)
  const lines = [...new Set(edits.waiting.map((one) => one.serverId))].map((id) => {
    const waiting = edits.waiting.filter((one) => one.serverId === id)
    return `${tablesLine(waiting)} on ${useSendStore().nameOf(id)}.`
  })
  const title = `${formatCounted(changes, 'change')} from your last visit ${changes === 1 ? 'is' : 'are'} not sent`
  remind(title, lines.join(' '), { label: 'Review', run: () => review(first.serverId) })
}

/** Say that a sign-out leaves the changes of a server where they are. */
export function tellKept(serverId: ServerId): void {
  const waiting = useSendStore().waitingFor(serverId)
  if (waiting.length === 0) return
  const name = useSendStore().nameOf(serverId)
  remind(notSentSentence(waiting), `They stay on this computer. Sign in to ${name} again to send them.`)
}

/** Say what became of changes that were sent, and read the tables again that they were for. */
export async function tellSent(task: Task): Promise<void> {
  const send = useSendStore()
  const serverId = send.sent.get(task.id) ?? null
  const report = await send.reportOf(task.id).catch(() => null)
  if (!report) {
    if (task.error) notifyFailure(fromErrorData(task.error))
    else if (task.state === 'done') notify(task.title, taskLine(task))
    return
  }
  const outcome = outcomeOf(report, serverId === null ? 'the server' : send.nameOf(serverId))
  const places = serverId === null ? [] : outcome.touchedTableIds.map((tableId) => ({ serverId, tableId }))
  places.forEach(readAgain)
  // What was said of a sending before is no longer what is so.
  if (lastTold !== null) dismissMessage(lastTold)
  const say = outcome.isWhole ? notify : outcome.isExpected ? remind : warn
  lastTold = say(outcome.title, outcome.text, serverId === null ? null : wayOn(serverId, outcome, places))
}

let lastTold: number | null = null

/** What can be done after a sending: undo all of it, or look at what did not go. */
function wayOn(serverId: ServerId, outcome: Outcome, places: readonly EditPlace[]): Message['way'] {
  if (!outcome.isWhole) return { label: 'Review', run: () => review(serverId, outcome.left) }
  if (places.length === 0) return null
  const edits = useEditsStore()
  const lastSteps = () => places.map((place) => edits.summaryOf(place)?.undoTitle).join('\n')
  const sent = lastSteps()
  const undo = async () => {
    if (lastSteps() === sent) return undoSent(places)
    notify('There are newer changes than what was sent', 'Undo goes back step by step: those come first.')
  }
  return { label: 'Undo', run: () => void undo().catch(notifyFailure) }
}

/** Stage the reverse of what was sent. */
async function undoSent(places: readonly EditPlace[]): Promise<void> {
  const edits = useEditsStore()
  for (const place of places) await edits.undo(place)
  const waiting = edits.waiting.filter((one) =>
    places.some(({ serverId, tableId }) => one.serverId === serverId && one.tableId === tableId),
  )
  if (waiting.length > 0) notify(notSentSentence(waiting), 'This is the reverse of what was sent.')
}

/** Read the open views of a table again, each keeping its place; without one, its count in the tree. */
export function readAgain({ serverId, tableId }: EditPlace): void {
  const tabs = useTabsStore()
  const views = useViewsStore()
  const counts = useCountsStore()
  const shown = tabs.tabs.filter(
    ({ source }) => source.kind === 'live' && source.serverId === serverId && source.tableId === tableId,
  )
  for (const tab of shown) {
    const view = views.views.get(tab.id)
    if (!view) continue
    views.reload(tab.id)
    // A view that is not in front has nobody who would ask for its rows.
    if (tab.id !== tabs.activeId) useRowsStore().ask(view)
  }
  const source = { kind: 'live', serverId, tableId } as const
  if (shown.length === 0 && counts.countOf(source)?.state === 'known') counts.want(source, true)
}

/** Bring a staged row on screen: in the open view of its table if it is among its rows, else in a tab of its own. */
export async function showStagedRow({ serverId, tableId }: EditPlace, row: StagedRow): Promise<void> {
  const tabs = useTabsStore()
  const views = useViewsStore()
  useDialogsStore().close()
  const open = tabs.tabs.find(
    ({ source }) => source.kind === 'live' && source.serverId === serverId && source.tableId === tableId,
  )
  const view = open && views.views.get(open.id)
  if (row.kind === 'add' || !open || !view) {
    // New rows stand above the rows of the server, whatever the filter is.
    openTable(serverId, tableId, row.kind === 'add' ? {} : { startRowId: row.id })
    return
  }
  views.select(open.id, row.id)
  if (!isFiltering(view.query) || (await useRowsStore().locate(view, row.id)) !== null) return tabs.activate(open.id)
  const startQuery = queryForRow(view.table?.idColumn ?? '', row.id)
  tabs.open({ kind: 'live', serverId, tableId }, { title: open.title, startQuery, startRowId: row.id })
}
