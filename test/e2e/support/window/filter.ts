// The filter bar and its editor.
import { expect, type Locator, type Page } from '@playwright/test'

export class FilterPart {
  readonly bar: Locator
  readonly editor: Locator
  readonly search: Locator
  readonly rsql: Locator
  /** The value of the last condition in the editor. */
  readonly value: Locator

  constructor(private readonly window: Page) {
    this.bar = window.getByRole('group', { name: 'Filter', exact: true }).first()
    this.editor = window.getByRole('group', { name: 'Filter editor' })
    this.search = window.getByRole('searchbox', { name: 'Search all columns' })
    this.value = this.editor
      .getByRole('combobox', { name: 'Value' })
      .or(this.editor.getByRole('textbox', { name: 'Value' }))
      .last()
    this.rsql = this.bar.getByRole('button', { name: /^RSQL/ })
  }

  /** A part of the filter as it stands in the bar, by its sentence. */
  chip(sentence: string): Locator {
    return this.bar.getByRole('group', { name: sentence, exact: true })
  }

  /** Begin a new condition on an attribute: afterwards the editor is open with the cursor in the value. */
  async begin(attribute: string): Promise<void> {
    await this.window.getByRole('button', { name: 'Add filter' }).click()
    await this.window.getByRole('combobox', { name: 'Attributes' }).fill(attribute)
    await this.window.getByRole('option', { name: attribute, exact: true }).click()
    await expect(this.editor.getByRole('button', { name: `Attribute ${attribute}` })).toBeVisible()
    await expect(this.value).toBeFocused()
  }

  /** Begin a new condition on a column of the rows that one refers to. */
  async beginThrough(reference: string, attribute: string): Promise<void> {
    await this.window.getByRole('button', { name: 'Add filter' }).click()
    await this.window.getByRole('combobox', { name: 'Attributes' }).fill(reference)
    await this.window.getByRole('option', { name: `${reference} › …` }).click()
    await this.window.getByRole('option', { name: attribute, exact: true }).click()
    await expect(this.editor.getByRole('button', { name: `Attribute ${reference} › ${attribute}` })).toBeVisible()
  }

  /** The same by keys alone; each key is pressed when what takes it is there. */
  async beginByKeys(attribute: string): Promise<void> {
    await this.window.keyboard.press('Control+Shift+F')
    await expect(this.window.getByRole('combobox', { name: 'Attributes' })).toBeFocused()
    await this.window.keyboard.type(attribute)
    await expect(this.window.getByRole('option', { name: attribute, exact: true })).toBeVisible()
    await this.window.keyboard.press('Enter')
    await expect(this.value).toBeFocused()
  }

  /** Choose a value by keys alone, once it is listed. */
  async pickByKeys(value: string): Promise<void> {
    await this.window.keyboard.type(value)
    await expect(this.window.getByRole('option', { name: value, selected: true })).toBeVisible()
    await this.window.keyboard.press('Enter')
  }

  /** Add a condition with the operator that is offered first (`is`, `includes`), and close the editor. */
  async add(attribute: string, value: string): Promise<void> {
    await this.begin(attribute)
    await this.fillValue(value)
    await this.close()
  }

  async fillValue(value: string): Promise<void> {
    await this.value.fill(value)
    await this.value.press('Enter')
  }

  async chooseOperator(operator: string): Promise<void> {
    await this.editor.getByRole('combobox', { name: 'Operator' }).last().click()
    await this.window.getByRole('option', { name: operator, exact: true }).click()
  }

  /** Close the editor; Escape closes an open list first. */
  async close(): Promise<void> {
    await expect(async () => {
      if (await this.editor.isVisible()) await this.window.keyboard.press('Escape')
      await expect(this.editor).toBeHidden({ timeout: 500 })
    }).toPass()
  }

  async remove(sentence: string): Promise<void> {
    await this.bar.getByRole('button', { name: `Remove ${sentence}`, exact: true }).click()
  }
}
