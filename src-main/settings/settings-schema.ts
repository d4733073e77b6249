// What the settings file holds, and the steps that bring an older file up to date.
import { serverProfileSchema } from '@shared/server/server-profile'
import { savedViewSchema } from '@shared/settings/saved-view'
import { defaultLayout, layoutSchema, plainTableView, tableViewSchema } from '@shared/settings/table-view'
import { z } from 'zod'

/** Place and size of the window, in pixels of the screen. */
export const windowBoundsSchema = z.object({
  x: z.number().int().nullable(),
  y: z.number().int().nullable(),
  width: z.number().int().min(200),
  height: z.number().int().min(200),
  isMaximized: z.boolean(),
})
/** See windowBoundsSchema. */
export type WindowBounds = z.infer<typeof windowBoundsSchema>

/** A token as the system's key store encrypted it. */
export const keptTokenSchema = z.object({
  /** Base64 of the encrypted token. */
  encrypted: z.string(),
  signedInAtIso: z.string(),
})
/** See keptTokenSchema. */
export type KeptToken = z.infer<typeof keptTokenSchema>

/** The parts of the file; a part that cannot be read is replaced by its empty form, the others stay. */
export const settingsParts = {
  servers: z.array(serverProfileSchema),
  tokens: z.record(z.string(), keptTokenSchema),
  tableViews: z.record(z.string(), tableViewSchema),
  savedViews: z.record(z.string(), z.array(savedViewSchema)),
  layout: layoutSchema,
  windowBounds: windowBoundsSchema.nullable(),
} as const

/** All settings. */
export type Settings = { readonly [Part in keyof typeof settingsParts]: z.infer<(typeof settingsParts)[Part]> }

/** The settings of a first start. */
export const emptySettings: Settings = {
  servers: [],
  tokens: {},
  tableViews: {},
  savedViews: {},
  layout: defaultLayout,
  windowBounds: null,
}

type Upgrade = (old: Readonly<Record<string, unknown>>) => Record<string, unknown>

/**
 * Step `upgrades[n]` brings a file of version n to version n + 1. Steps are never changed once released.
 *
 * 0: files without a version, from before there was one, lack the parts that they never had to keep.
 * 1: of tables only the look was kept; nobody had saved a view.
 */
export const upgrades: readonly Upgrade[] = [
  (old) => ({ ...emptySettings, ...old }),
  (old) => ({ ...old, tableViews: withQueries(old['tableViews']), savedViews: {} }),
]

/** Remembered looks with the places for a question; what is no record stays what it is. */
function withQueries(views: unknown): unknown {
  if (!isRecord(views)) return views
  return Object.fromEntries(
    Object.entries(views).map(([key, view]) => [key, isRecord(view) ? { ...plainTableView(), ...view } : view]),
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The version that this program writes. */
export const settingsVersion = upgrades.length
