// The two shapes of an answer over the process border.
import type { ErrorData } from '../errors/app-error'

/** What a call answers with: its value, or an error as data. Nothing is ever thrown across the border. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorData }
