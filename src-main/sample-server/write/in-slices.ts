// Long work in this process stops now and then for everything else that waits.

/** Let the event loop turn once. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Do something with all items, a slice at a time, letting others work in between. */
export async function inSlices<T>(
  items: readonly T[],
  size: number,
  work: (slice: readonly T[]) => void,
): Promise<void> {
  for (let from = 0; from < items.length; from += size) {
    if (from > 0) await breathe()
    work(items.slice(from, from + size))
  }
}
