// Takes values out of the database's answers.
import type { JS } from '@duckdb/node-api'

/** A text or number as text; the empty text for anything else. */
export function textOf(value: JS | undefined): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : ''
}
