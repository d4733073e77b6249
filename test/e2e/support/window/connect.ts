// The first screen, adding a server, and signing in.
import { expect, type Locator, type Page } from '@playwright/test'

type AddedServer = {
  readonly address: string
  readonly name?: string
  readonly signIn: 'guest' | { readonly userName: string; readonly password: string } | { readonly token: string }
}

export class ConnectPart {
  readonly form: Locator
  readonly signInDialog: Locator
  /** Where the first screen says what went wrong with adding a server. */
  readonly formTrouble: Locator

  constructor(private readonly window: Page) {
    this.form = window.getByRole('form', { name: 'Add a server' })
    this.formTrouble = this.form.getByRole('alert')
    this.signInDialog = window.getByRole('dialog', { name: /^Sign in/ })
  }

  source(name: string): Locator {
    return this.window.getByRole('button', { name, exact: true })
  }

  async openSampleData(): Promise<void> {
    await this.source('Sample data').click()
  }

  /** Show the first screen while something is open. */
  async showSources(): Promise<void> {
    await this.window.keyboard.press('Control+O')
    await expect(this.form).toBeVisible()
  }

  /** Fill in the form and send it; what comes of it is for the test to see. */
  async add({ address, name, signIn }: AddedServer): Promise<void> {
    await this.form.getByLabel('Address').fill(address)
    if (name !== undefined) await this.form.getByLabel('Name', { exact: true }).fill(name)
    await this.fillSignIn(this.form, signIn)
    await this.send()
  }

  async send(): Promise<void> {
    await this.form.locator('button[type=submit]').click()
  }

  async fillSignIn(place: Locator, signIn: AddedServer['signIn']): Promise<void> {
    if (signIn === 'guest') {
      await place.getByRole('radio', { name: 'Guest' }).click()
    } else if ('token' in signIn) {
      await place.getByRole('radio', { name: 'Token' }).click()
      await place.getByLabel('Token').and(place.getByRole('textbox')).fill(signIn.token)
    } else {
      await place.getByRole('radio', { name: 'Password' }).click()
      await place.getByLabel('User name').fill(signIn.userName)
      await place.getByLabel('Password').and(this.window.locator('input')).fill(signIn.password)
    }
  }

  /** Sign in with the dialog that is open. */
  async signIn(userName: string, password: string): Promise<void> {
    await this.fillSignIn(this.signInDialog, { userName, password })
    await this.signInDialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  }

  /**
   * Sign in as a person does, letter by letter. Nothing but the keys passes through the tools of the test, which look
   * at a field, and so at what it holds, before they click or fill it.
   */
  async typeSignIn(place: Locator, userName: string, password: string): Promise<void> {
    await place.getByLabel('User name').fill(userName)
    await this.window.keyboard.press('Tab')
    await this.typePassword(password)
  }

  /** Type into the password field, which has the focus or is about to get it, over what it holds. */
  async typePassword(password: string): Promise<void> {
    await expect(this.window.locator('input[type=password]:focus')).toBeVisible()
    await expect(async () => {
      // 'Select all' goes through the menu of the program, and may come after the first letters.
      await this.window.keyboard.press('End')
      await this.window.keyboard.press('Shift+Home')
      await this.window.keyboard.type(password)
      // Its length alone: the text itself is not to pass through the tools of the test.
      const length = await this.window.evaluate(() => (document.activeElement as HTMLInputElement).value.length)
      expect(length).toBe(password.length)
    }).toPass()
    await this.window.keyboard.press('Enter')
  }

  /** The switcher at the top left, which says who is signed in where. */
  switcher(name: string): Locator {
    return this.window.getByRole('button', { name: new RegExp(`^Data source: ${name}`) })
  }
}
