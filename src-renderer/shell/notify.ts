// Small messages at the lower right, for what has no place of its own on screen.
import { useToast } from '@nuxt/ui/composables'
import { errorText } from './error-text'
import { failureData } from './failure'

type Way = { readonly label: string; readonly onClick: () => void }

/** Say that something that was asked for has ended. */
export function notify(title: string, description?: string, way?: Way): void {
  useToast().add({
    title,
    description,
    color: 'success',
    icon: 'i-lucide-check',
    duration: 6000,
    actions: way ? [action(way)] : [],
  })
}

/** Say what failed, for failures without a place on screen. A cancelled piece of work says nothing. */
export function notifyFailure(error: unknown): void {
  const data = failureData(error)
  if (!data) return
  const words = errorText(data)
  const description = [words.why, words.toDo].filter((line) => line !== null).join(' ')
  useToast().add({ title: words.what, description, color: 'error', icon: 'i-lucide-circle-alert', duration: 12_000 })
}

const action = (way: Way) => ({
  label: way.label,
  color: 'neutral' as const,
  variant: 'outline' as const,
  onClick: way.onClick,
})
