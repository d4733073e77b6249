// Sending what is staged: what would go, what is left out, and what became of it.
import type { EditPlace, EditSummary, SendReport, StagedRow } from '@shared/edit/staged'
import { fromErrorData } from '@shared/errors/app-error'
import type { ServerEntry, ServerId } from '@shared/server/server-profile'
import type { TaskId } from '@shared/task/task'
import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { api } from '../api'
import { useServersStore } from '../connect/servers-store'
import { fullName } from '../connect/session-text'
import { useDialogsStore } from '../shell/dialogs-store'
import { notifyFailure } from '../shell/notify'
import { useEditsStore } from './edits-store'
import { changesIn, totalsOf } from './review/change-words'

/** What would go and what would not, of one table. */
export type TableOutlook = {
  readonly place: EditPlace
  readonly tableLabel: string
  /** Changes that go, deletions included. */
  readonly goingCount: number
  readonly deletionCount: number
  /** Rows with problems that are to be mended first. */
  readonly problemCount: number
  /** Rows that somebody else changed and that are not decided. */
  readonly conflictCount: number
}

const pageSize = 1000

const hasProblem = (row: StagedRow): boolean => Object.keys(row.problems).length > 0

/** True when changes can only be sent after a sign-in. Whoever is a guest by choice may have the rights. */
export const needsSignIn = ({ session, signInKind }: ServerEntry): boolean =>
  session.state === 'expired' ||
  session.state === 'sign-in-needed' ||
  (session.state === 'guest' && signInKind !== 'guest')

export const useSendStore = defineStore('send', () => {
  const edits = useEditsStore()
  const servers = useServersStore()
  const dialogs = useDialogsStore()
  /** Servers that changes are sent to, by task, to say afterwards where they went. */
  const sent = shallowReactive(new Map<TaskId, ServerId>())

  const waitingFor = (serverId: ServerId): EditSummary[] => edits.waiting.filter((one) => one.serverId === serverId)

  /** What a server is called, with the account where there are several on it. */
  function nameOf(serverId: ServerId): string {
    const entry = servers.find(serverId)
    return entry ? fullName(entry, servers.entries) : 'a server that was removed'
  }

  /** Rows that need the person, read through so that what is left out is counted and not guessed. */
  async function countRows(summary: EditSummary, only: 'trouble' | 'conflict', isMeant: (row: StagedRow) => boolean) {
    const place = { serverId: summary.serverId, tableId: summary.tableId }
    const counts = { all: 0, deletions: 0 }
    const isCalm = (only === 'trouble' ? summary.problemCount : summary.conflictCount) === 0
    for (let offset = 0, totalCount = isCalm ? 0 : 1; offset < totalCount; offset += pageSize) {
      const page = await api.edit.review({ place, only, offset, limit: pageSize })
      totalCount = page.totalCount
      const meant = page.rows.filter(isMeant)
      counts.all += meant.length
      counts.deletions += meant.filter(({ kind }) => kind === 'delete').length
    }
    return counts
  }

  async function outlookOf(summary: EditSummary): Promise<TableOutlook> {
    const conflicts = await countRows(summary, 'conflict', () => true)
    const problems = await countRows(summary, 'trouble', (row) => row.conflict === null && hasProblem(row))
    return {
      place: { serverId: summary.serverId, tableId: summary.tableId },
      tableLabel: summary.tableLabel,
      goingCount: changesIn(summary) - problems.all - conflicts.all,
      deletionCount: summary.deleteCount - problems.deletions - conflicts.deletions,
      problemCount: problems.all,
      conflictCount: conflicts.all,
    }
  }

  /** What sending to a server would do, table by table. */
  const lookAhead = (serverId: ServerId): Promise<TableOutlook[]> => Promise.all(waitingFor(serverId).map(outlookOf))

  /**
   * Send what is staged for a server: at once, or after a question where rows are deleted or left out.
   *
   * @returns true when it is on its way
   */
  async function ask(serverId: ServerId): Promise<boolean> {
    const totals = totalsOf(waitingFor(serverId))
    if (totals.changes === 0 || totals.isSending) return false
    if (!(await isReachable(serverId))) return false
    if (totals.deletions + totals.problems + totals.conflicts > 0) {
      dialogs.open({ kind: 'send', serverId })
      return false
    }
    await start(serverId)
    return true
  }

  /** Whether a server can be sent to; else a sign-in is asked for, or what stands in the way is said. */
  async function isReachable(serverId: ServerId): Promise<boolean> {
    let entry = servers.find(serverId)
    if (entry?.session.state === 'closed' || entry?.session.state === 'unreachable') {
      entry = await servers.open(serverId)
      const trouble = servers.troubles.get(serverId)
      if (!entry && trouble) notifyFailure(fromErrorData(trouble))
    }
    if (!entry) return false
    if (!needsSignIn(entry)) return true
    dialogs.open({ kind: 'sign-in', serverId, isAgain: true })
    return false
  }

  /** @throws AppError when sending cannot begin */
  async function start(serverId: ServerId): Promise<void> {
    const taskId = await api.edit.send({ serverId, tableIds: null })
    sent.set(taskId, serverId)
  }

  /** What became of a sending; null where nothing is known of it. */
  const reportOf = (taskId: TaskId): Promise<SendReport | null> => api.edit.report({ taskId })

  return { sent, waitingFor, nameOf, lookAhead, ask, start, reportOf }
})
