// What a pick list shows: one row each, already in order and already cut to those that fit the words typed.

/** A row of a pick list. `keys` is a shortcut in words, `hint` a faint text at the right. */
export type PickItem = {
  readonly id: string
  readonly label: string
  readonly description?: string | null
  readonly icon?: string
  readonly hint?: string
  readonly keys?: readonly string[]
  readonly group?: string
  readonly isDisabled?: boolean
  /** How well the typed words meet it; only compared, never shown. */
  readonly score?: number
  /** Positions of the letters of the label that the typed words met. */
  readonly matches?: readonly number[]
}

/** The label cut into runs that are met and runs that are not. */
export function labelRuns(item: PickItem): { text: string; isMet: boolean }[] {
  const met = new Set(item.matches ?? [])
  const runs: { text: string; isMet: boolean }[] = []
  for (const [index, letter] of [...item.label].entries()) {
    const last = runs.at(-1)
    const isMet = met.has(index)
    if (last && last.isMet === isMet) last.text += letter
    else runs.push({ text: letter, isMet })
  }
  return runs
}
