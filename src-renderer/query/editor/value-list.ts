// Lists of values as they are typed and pasted.

/**
 * The values in a pasted text: one a line, or one a cell of a spreadsheet; on a single line, split at commas and
 * semicolons. Empty ones and repetitions are left out.
 */
export function pastedValues(text: string): string[] {
  const separator = /[\r\n\t]/.test(text.trim()) ? /[\r\n\t]+/ : /[,;]/
  const values = text
    .split(separator)
    .map((value) => value.trim())
    .filter((value) => value !== '')
  return [...new Set(values)]
}

/** Values with others added at the end, each only once. */
export const withValues = (values: readonly string[], added: readonly string[]): string[] => [
  ...new Set([...values, ...added]),
]
