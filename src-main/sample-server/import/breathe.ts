// Long work in this process stops now and then for everything else that waits.

/** Let the event loop turn once. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
