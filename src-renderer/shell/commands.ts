// The bus of commands: features say what a command does, menus, keys and the palette give it.
import type { CommandId } from '@shared/settings/command'
import { shallowReactive, watchEffect } from 'vue'

/** What a command does. Answering `false` passes it on to the handler registered before. */
type Handler = () => void | boolean | Promise<void>

const handlers = shallowReactive(new Map<CommandId, readonly Handler[]>())

/**
 * Say what a command does. The handler registered last is asked first.
 *
 * @returns a function that takes the handler away again; call it when the component goes
 */
export function registerCommand(id: CommandId, handler: Handler): () => void {
  handlers.set(id, [handler, ...(handlers.get(id) ?? [])])
  return () => {
    const rest = (handlers.get(id) ?? []).filter((known) => known !== handler)
    if (rest.length === 0) handlers.delete(id)
    else handlers.set(id, rest)
  }
}

/** Register several commands at once; the answer takes all of them away. */
export function registerCommands(table: Partial<Record<CommandId, Handler>>): () => void {
  const removers = Object.entries(table).map(([id, handler]) => registerCommand(id as CommandId, handler))
  return () => removers.forEach((remove) => remove())
}

/** Register commands only while they can do something, so that the palette greys them out otherwise. */
export function registerWhile(
  isUseful: () => boolean,
  table: () => Parameters<typeof registerCommands>[0],
): () => void {
  let remove: (() => void) | null = null
  const stopWatching = watchEffect(() => {
    if (isUseful()) remove ??= registerCommands(table())
    else {
      remove?.()
      remove = null
    }
  })
  return () => {
    stopWatching()
    remove?.()
  }
}

/** True when somebody answers to the command now; menus and palette grey out the others. Reactive. */
export const canRun = (id: CommandId): boolean => handlers.has(id)

/**
 * Give a command.
 *
 * @returns false when nobody answers to it
 */
export function runCommand(id: CommandId): boolean {
  for (const handler of handlers.get(id) ?? []) if (handler() !== false) return true
  return false
}
