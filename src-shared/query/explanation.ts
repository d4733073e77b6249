// How a query was answered, for who wants to know: by which engine, and what was done here beside it.

/** How a source answers a query. */
export type Explanation = {
  /** Who finds the rows: a server's database, its index, or the copy on this computer. */
  readonly engine: 'database' | 'index' | 'copy'
  /** The most rows that can be reached, where there is such a limit. */
  readonly mostRows: number | null
  /** Attributes of conditions for which the server gives more rows than are meant; the rest is left out here. */
  readonly sieved: readonly string[]
  /** References, and searches for words, whose rows are looked up first, in the tables that these are in. */
  readonly lookedUp: readonly { readonly attribute: string; readonly tableLabel: string }[]
}
