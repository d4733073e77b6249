// Finds what is drawn for a part of a filter.

/** The element that carries a part's id, inside another one; null when it is not drawn. */
export const partElement = (around: HTMLElement | null | undefined, nodeId: string): HTMLElement | null =>
  [...(around?.querySelectorAll<HTMLElement>('[data-node]') ?? [])].find((one) => one.dataset['node'] === nodeId) ??
  null
