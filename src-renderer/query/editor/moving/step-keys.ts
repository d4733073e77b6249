// Which key moves a part of a filter which way, and where the cursor is afterwards.
import { nextTick } from 'vue'
import { partElement } from '../../bar/part-element'
import type { Step } from '../../filter-moves'

const steps: Readonly<Record<string, Step>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' }

/** The step that a key stands for; null for other keys. */
export const stepOf = ({ key }: KeyboardEvent): Step | null => steps[key] ?? null

const controls = 'button, input, textarea, [tabindex]'

/** Note which control of a part has the focus; the answer gives it back once the part is drawn elsewhere. */
export function keepFocusIn(around: HTMLElement | null, id: string): () => Promise<void> {
  const find = () => [...(partElement(around, id)?.querySelectorAll<HTMLElement>(controls) ?? [])]
  const index = find().findIndex((one) => one === document.activeElement)
  return async () => {
    await nextTick()
    const found = find()
    ;(found[index] ?? found[0])?.focus()
    partElement(around, id)?.scrollIntoView({ block: 'nearest' })
  }
}
