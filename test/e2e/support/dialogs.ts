// What belongs to the system and not to the page: save dialogs, and the clipboard.
import type { ElectronApplication } from '@playwright/test'

/** Answer the next save dialogs with a path, or as a person who cancels (null); what was suggested is kept. */
export async function answerSaveDialog(app: ElectronApplication, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (...given: unknown[]) => {
      const options = given.at(-1) as { defaultPath?: string }
      ;(globalThis as { suggestedPath?: string }).suggestedPath = options.defaultPath ?? ''
      return Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' })
    }
  }, path)
}

/** The path that the last save dialog suggested; null while none was asked for. */
export const suggestedPath = (app: ElectronApplication): Promise<string | null> =>
  app.evaluate(() => (globalThis as { suggestedPath?: string }).suggestedPath ?? null)

/** The text on the clipboard. */
export const clipboardText = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ clipboard }) => {
    // What newer versions type as a promise is a plain text in older ones; waiting suits both.
    const reader = clipboard as unknown as { readText(): string | Promise<string> }
    return reader.readText()
  })

/** Empty the clipboard, so that what is on it afterwards was put there now. */
export const emptyClipboard = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ clipboard }) => {
    ;(clipboard as unknown as { clear(): void }).clear()
  })

/** Answer the next dialogs for a file to open with a path, or as a person who cancels (null). */
export async function answerOpenDialog(app: ElectronApplication, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: filePath === null, filePaths: filePath === null ? [] : [filePath] })
  }, path)
}
