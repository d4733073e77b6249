// What main announces. An announcement carries little; the window asks again for what it needs.
import type { EditSummary } from '../edit/staged'
import type { ServerEntry } from '../server/server-profile'
import type { Task } from '../task/task'
import type { SourceRef } from '../table/table'
import type { CommandId } from '../settings/command'
import type { StartNotice } from './answers'

/** Payload of each announcement by its name. */
export type EventMap = {
  'task.changed': Task
  'task.removed': { readonly id: string }
  'session.changed': ServerEntry
  'server.changed': null
  'dataset.changed': null
  /** What is staged for a table changed, in this window or by what was sent. */
  'edit.changed': EditSummary
  /** The engine was restarted after a crash: open views of copies should ask again. */
  'engine.restarted': null
  /** Something was chosen from the native menu. */
  'menu.command': CommandId
  /** A second start asked for a table. */
  'app.open': SourceRef
  /** What the person has to know, such as settings that can no longer be written. */
  'app.notice': StartNotice
}
/** The name of an announcement. */
export type EventName = keyof EventMap

/** All names, so that the preload script's door can be checked at run time. */
export const eventNames: readonly EventName[] = [
  'task.changed',
  'task.removed',
  'session.changed',
  'server.changed',
  'dataset.changed',
  'edit.changed',
  'engine.restarted',
  'menu.command',
  'app.open',
  'app.notice',
]
