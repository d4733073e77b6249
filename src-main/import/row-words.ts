// Counts of rows in words, for the titles of tasks and of steps that can be undone.

const counts = new Intl.NumberFormat('en')

/** Such as `1 row` or `3,500 rows`. */
export const rowsInWords = (count: number): string => `${counts.format(count)} ${count === 1 ? 'row' : 'rows'}`
