// How moments are written for people: in the grid, in the menus of its cells, in filters and sentences alike.

/** A moment in UTC as people read it: `2015-05-22 06:12:31`, fractions of a second only where there are any. */
export function utcText(iso: string): string {
  const parts = /^(\d{4,}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?Z$/.exec(iso)
  if (!parts) return iso
  const fraction = (parts[3] ?? '').replace(/0+$/, '')
  return `${parts[1]} ${parts[2]}${fraction === '.' ? '' : fraction}`
}
