// Names what a popover shows, for screen readers: the library points at the control that opened it, if there is one.

/** Attributes that name a popover's content. */
export const named = (label: string): Record<string, string | undefined> => ({
  'aria-label': label,
  'aria-labelledby': undefined,
})
