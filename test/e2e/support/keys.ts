// Going about the window by keys, as a person does who has no mouse.
import { expect, type Locator, type Page } from '@playwright/test'

/** Press Tab (or Shift+Tab) until the focus is on what is wanted. */
export async function tabTo(window: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let count = 0; count < 40; count += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement).catch(() => false)) return
    await window.keyboard.press(key)
  }
  await expect(wanted).toBeFocused()
}
