// Names of files: what stands at the end of a path, and what may be suggested for a new one.

/** The last part of a path, of either kind. */
export const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * A suggestion that every system accepts as a file name.
 *
 * @param ending  without the point: `csv`
 */
export function suggestedFileName(suggested: string, ending: string): string {
  const clean = suggested.replaceAll(/[\u0000-\u001f<>:"/\\|?*]+/g, ' ').replaceAll(/\s+/g, ' ')
  const bare = clean
    .replace(new RegExp(`\\.${ending}$`, 'i'), '')
    .replace(/[. ]+$/, '')
    .trim()
    .slice(0, 120)
  const name = bare === '' || reserved.test(bare) ? 'table' : bare
  return `${name}.${ending}`
}
