// Takes a picture of the window once it is usable, for people without a display and for the README.
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { BrowserWindow } from 'electron'

/**
 * Write the window's present content as a PNG file.
 *
 * Fonts and the last frame are waited for in the page itself.
 */
export async function takePicture(window: BrowserWindow, file: string): Promise<void> {
  await window.webContents.executeJavaScript(
    `document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))))`,
  )
  const image = await window.webContents.capturePage()
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.part`, image.toPNG())
  await rename(`${file}.part`, file)
}
