// Loads what the window needs and opens what the program was started for.
import { useServersStore } from '../connect/servers-store'
import { useEditsStore } from '../edit/edits-store'
import { useInfoStore } from '../shell/info-store'
import { useLayoutStore } from '../shell/layout-store'
import { notify, notifyFailure, warn } from '../shell/notify'
import { expectTab, holdReady, reportShellSettled } from '../shell/ready'
import { useStartStore } from '../shell/start-store'
import { useTasksStore } from '../shell/tasks/tasks-store'
import { taskLine } from '../shell/tasks/task-text'
import { useDatasetsStore } from '../tables/datasets-store'
import { useListingsStore } from '../tables/listings-store'
import { openSource } from '../tables/open-table'
import { offerWaiting, tellSent } from './changes'
import { readCopiesAgain } from './copies'
import { tellImported } from './imports'
import type { ServerId } from '@shared/server/server-profile'
import type { SourceRef } from '@shared/table/table'
import type { Task } from '@shared/task/task'

/** Bring a table or a copy on screen, its server in front; what stands in the way is shown on the first screen. */
export async function showSource(source: SourceRef): Promise<string | null> {
  if (source.kind === 'live') {
    const servers = useServersStore()
    const entry = await servers.open(source.serverId)
    if (!entry) return null
    holdReady(useListingsStore().ensure(source.serverId))
  }
  return openSource(source).id
}

async function openStart(): Promise<void> {
  const request = await useStartStore().ask()
  for (const { title, text } of request.notices) warn(title, text)
  if (request.open) return expectTab(await showSource(request.open))
  if (request.openServerId !== null) {
    const id = request.openServerId as ServerId
    if (await useServersStore().open(id)) await useListingsStore().ensure(id)
  }
  expectTab(null)
}

/**
 * Load everything the first picture needs, then open what was asked for.
 * Reports readiness itself where no table was asked for; a table view reports its own.
 */
export async function startWindow(): Promise<void> {
  const servers = useServersStore()
  const loads = [
    useInfoStore().load(),
    useLayoutStore().load(),
    servers.load(),
    useDatasetsStore().load(),
    useTasksStore().load(),
  ]
  for (const result of await Promise.allSettled(loads)) if (result.status === 'rejected') notifyFailure(result.reason)
  try {
    await openStart()
  } catch (error) {
    expectTab(null)
    notifyFailure(error)
  }
  reportShellSettled()
  // Asked last: changes from before are no part of the first picture.
  void offerWaiting()
}

/** Follow what main announces. @returns a function that stops */
export function followMain(): () => void {
  const stops = [
    useServersStore().listen(),
    useDatasetsStore().listen(),
    useTasksStore().listen(tellEnd),
    useEditsStore().listen(),
    useStartStore().listen((source) => void showSource(source)),
    useStartStore().listenToEngine(() => readCopiesAgain()),
  ]
  return () => stops.forEach((stop) => stop())
}

function tellEnd(task: Task): void {
  if (task.kind === 'send') return void tellSent(task)
  if (task.kind === 'import') return void tellImported(task)
  const tasks = useTasksStore()
  if (task.state === 'done') {
    const way = task.filePath === null ? null : { label: 'Show in folder', run: () => void tasks.showFile(task.id) }
    notify(task.title, taskLine(task), way)
  } else if (task.state === 'failed') tasks.isListOpen = true
}
