// The name of a file without its folders.

/** The last part of a path, of either kind. */
export const nameOfFile = (path: string): string => path.split(/[\\/]/).at(-1) ?? path
