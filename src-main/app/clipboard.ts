// Puts text, and the same as HTML for programs that understand it, on the system's clipboard.
import * as electron from 'electron'

/** The clipboard of Electron before it took items: still that of the runtime used on closed machines. */
type FormClipboard = { write(content: { text: string; html?: string }): void }

/** Copy a text; `html` is a second form of the same for spreadsheets and word processors. */
export async function copyToClipboard(text: string, html: string | null): Promise<void> {
  if (!('ClipboardItem' in electron)) {
    const { clipboard } = electron as { clipboard: FormClipboard }
    return clipboard.write(html === null ? { text } : { text, html })
  }
  const forms: Record<string, string> =
    html === null ? { 'text/plain': text } : { 'text/plain': text, 'text/html': html }
  await electron.clipboard.write([new electron.ClipboardItem(forms)])
}
