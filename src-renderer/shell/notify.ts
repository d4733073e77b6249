// Small messages at the lower right, for what has no place of its own on screen.
import { shallowReactive, shallowRef } from 'vue'
import { errorText } from './error-text'
import { failureData } from './failure'

/** A message on screen. `way` is a button on it. */
export type Message = {
  readonly id: number
  readonly tone: 'good' | 'danger' | 'warn' | 'note'
  readonly title: string
  readonly text: string | null
  readonly way: { readonly label: string; readonly run: () => void } | null
}

/** How long a message stays; a warning and a note stay until they are taken off. */
const shownMs = { good: 6000, danger: 12_000, warn: null, note: null } as const
const maxShown = 3
let lastId = 0

/** The messages on screen, oldest first. */
export const messages = shallowReactive<Message[]>([])

/** Room that they leave free above the status bar, for a bar whose buttons have to be reached; px. */
export const roomBelowMessages = shallowRef(0)

/** Take a message off the screen. */
export function dismissMessage(id: number): void {
  const index = messages.findIndex((message) => message.id === id)
  if (index >= 0) messages.splice(index, 1)
}

function show(message: Omit<Message, 'id'>): number {
  const id = ++lastId
  messages.push({ ...message, id })
  if (messages.length > maxShown) messages.shift()
  const ms = shownMs[message.tone]
  // A message with a way on stays long enough to take it.
  if (ms !== null) setTimeout(() => dismissMessage(id), message.way === null ? ms : Math.max(ms, shownMs.danger))
  return id
}

/** Say that something that was asked for has ended. @returns the message, to be dismissed by */
export function notify(title: string, text: string | null = null, way: Message['way'] = null): number {
  return show({ tone: 'good', title, text, way })
}

/** Say what the person has to know and may want to write down. @returns the message, to be dismissed by */
export function warn(title: string, text: string | null, way: Message['way'] = null): number {
  return show({ tone: 'warn', title, text, way })
}

/** Remind of something that waits for the person, and is no trouble. @returns the message, to be dismissed by */
export function remind(title: string, text: string | null, way: Message['way'] = null): number {
  return show({ tone: 'note', title, text, way })
}

/** Say what failed, for failures without a place on screen. A cancelled piece of work says nothing. */
export function notifyFailure(error: unknown): void {
  const data = failureData(error)
  if (!data) return
  const words = errorText(data)
  const text = [words.why, words.toDo].filter((line) => line !== null).join(' ')
  show({ tone: 'danger', title: words.what, text: text === '' ? null : text, way: null })
}
