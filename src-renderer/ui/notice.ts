// What a notice on screen says: the looks' own words for a failure or a state, so that `ui` knows no error codes.

/** Words of a notice. `why` and `toDo` are whole sentences; `details` are the server's own words, shown on demand. */
export type Notice = {
  readonly what: string
  readonly why: string | null
  readonly toDo: string | null
  readonly details: string | null
}

/** A button of a notice. The first one is the way on. */
export type NoticeAction = { readonly id: string; readonly label: string; readonly icon?: string }
