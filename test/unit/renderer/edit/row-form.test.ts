// The form for a whole row: what it stages for which row, what it says, and how it is left.
import { useEditsStore } from '@renderer/edit/edits-store'
import { useFormStore, type FormRow } from '@renderer/edit/form-store'
import RowForm from '@renderer/edit/form/RowForm.vue'
import type { ViewState } from '@renderer/query/views-store'
import { AppError } from '@shared/errors/app-error'
import { keyOfRow, type EditStep, type EditSummary, type RowKey, type StagedRow } from '@shared/edit/staged'
import { sampleServerId } from '@shared/server/server-profile'
import type { Row } from '@shared/table/table-slice'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import { fakeCall, forgetCalls } from '../../../support/renderer/fake-api'
import { column, table as tableOf } from '../../../support/sample-table'
import { viewOf } from '../table/table-fixtures'
import { editSummary } from '../../../support/renderer/edit-summary'

vi.mock('@renderer/api', async () => import('../../../support/renderer/fake-api'))

const table = {
  ...tableOf('T', [
    column('id', 'string', { isUnique: true }),
    column('age', 'int', { range: { min: 0, max: 120 }, groups: ['Person'] }),
    column('sex', 'enum', { choices: [{ id: 'f', label: 'female' }], isNullable: false, groups: ['Person'] }),
    column('site', 'string', { defaultValue: 'Groningen' }),
    column('secret', 'string', { isVisible: false }),
    column('sum', 'int', { isComputed: true }),
    column('tissues', 'categories', { choices: [{ id: 'bl', label: 'Blood' }] }),
  ]),
  rights: { canAdd: true, canChange: true, canDelete: true },
}
const sections = [{ title: '', columns: table.columns }]
const newKey = 'new/1' as RowKey

const summary = (version: number, more: Partial<EditSummary> = {}) =>
  editSummary({ serverId: sampleServerId, tableId: 'T' }, { version, changeCount: 1, ...more })
const staged = (more: Partial<StagedRow>): StagedRow => ({
  key: keyOfRow('p1'),
  kind: 'change',
  id: 'p1',
  label: 'p1',
  before: {},
  after: {},
  problems: {},
  refusal: null,
  conflict: null,
  isUnknown: false,
  ...more,
})

let version = 0
beforeEach(() => {
  forgetCalls()
  setActivePinia(createPinia())
  version = 0
  fakeCall('edit.stage').mockImplementation(() => Promise.resolve({ summary: summary(++version), addedKeys: [newKey] }))
  fakeCall('edit.find').mockResolvedValue([])
})

const view = (): ViewState => viewOf(table)
/** As the details hold it: watched to its depths. */
const row: Row = reactive({ id: 'p1', age: 41, sex: 'f', site: null, secret: 's', sum: 5, tissues: [] })

/** The steps that were staged, in order. */
const steps = (): EditStep[] =>
  fakeCall('edit.stage').mock.calls.flatMap(([input]) => (input as { steps: EditStep[] }).steps)

async function form(row: Row | null, shown: Partial<FormRow> = {}, found: StagedRow[] = []) {
  fakeCall('edit.find').mockResolvedValue(found)
  useEditsStore().take(summary(++version))
  const wrapper = mount(RowForm, {
    props: {
      view: view(),
      table,
      form: { key: keyOfRow('p1'), isUntouched: false, focusTurn: 1, ...shown },
      row,
      title: 'p1',
      sections,
    },
    attachTo: document.body,
  })
  await flushPromises()
  const entry = (name: string) => wrapper.get(`[data-column="${name}"]`)
  return { wrapper, entry, input: (name: string) => entry(name).get<HTMLInputElement>('input, textarea') }
}

describe('the form of a row', () => {
  it('stages a value as soon as it is taken, with the value that was seen', async () => {
    const { input } = await form(row)
    await input('age').setValue('42')
    await input('age').trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(steps()).toEqual([{ kind: 'set', key: 'row/p1', label: 'p1', cells: { age: 42 }, before: { age: 41 } }])
  })

  it('stages lists too, whatever holds them', async () => {
    const { input } = await form(row)
    await input('tissues').setValue('blood')
    await input('tissues').trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(steps()).toMatchObject([{ cells: { tissues: [{ id: 'bl', label: 'Blood' }] }, before: { tissues: [] } }])
  })

  it('stages what is typed for the row it was typed in, when the form goes on to another', async () => {
    const { wrapper, input } = await form(row)
    await input('age').setValue('43')
    await wrapper.setProps({
      form: { key: keyOfRow('p2'), isUntouched: false, focusTurn: 0 },
      row: { ...row, id: 'p2', age: 7 },
      title: 'p2',
    })
    await flushPromises()
    expect(steps()).toMatchObject([{ key: 'row/p1', label: 'p1', cells: { age: 43 }, before: { age: 41 } }])
    expect(input('age').element.value).toBe('7')
  })

  it('keeps a text that cannot be read until the row is shown again, and Done says so first', async () => {
    const { wrapper, input } = await form(row)
    const forms = useFormStore()
    await input('age').setValue('old')
    await wrapper.setProps({ form: { key: keyOfRow('p2'), isUntouched: false, focusTurn: 0 } })
    await wrapper.setProps({ form: { key: keyOfRow('p1'), isUntouched: false, focusTurn: 0 } })
    await flushPromises()
    expect(input('age').element.value).toBe('old')
    const leave = vi.spyOn(forms, 'leave')
    const done = () => wrapper.findAll('footer button').at(-1)?.trigger('click')
    await done()
    expect(wrapper.get('[role=alert]').text()).toContain('age holds a text that is not taken.')
    expect(leave).not.toHaveBeenCalled()
    await done()
    expect(leave).toHaveBeenCalled()
    expect(steps()).toEqual([])
  })

  it('keeps a value that could not be staged in its field and says why', async () => {
    const { entry, input } = await form(row)
    fakeCall('edit.stage').mockRejectedValue(new AppError('input.invalid', 'This row is on its way to the server.'))
    await input('age').setValue('50')
    await input('age').trigger('focusout')
    await flushPromises()
    expect(input('age').element.value).toBe('50')
    expect(entry('age').text()).toContain('This row is on its way to the server.')
  })

  it('shows what is staged, what it was, what is wrong and what others made of it', async () => {
    const { entry, input } = await form(row, {}, [
      staged({
        before: { age: 41, site: null },
        after: { age: 130, site: 'Leiden' },
        problems: { age: '130 is not between 0 and 120.' },
        refusal: { column: 'site', message: 'There is no such site.', serverWords: null },
        conflict: { theirs: { age: 40 }, isGone: false },
      }),
    ])
    expect(input('age').element.value).toBe('130')
    expect(entry('age').text()).toContain('was 41')
    expect(entry('age').text()).toContain('130 is not between 0 and 120.')
    expect(entry('age').text()).toContain('Changed by somebody else to 40.')
    expect(entry('site').text()).toContain('There is no such site.')
    await entry('age').get('[aria-label="Take back the change of age"]').trigger('click')
    expect(steps()).toEqual([{ kind: 'take-back', key: 'row/p1', columns: ['age'] }])
  })

  it('says why a column is not edited, and shows hidden columns when asked', async () => {
    const { wrapper, entry } = await form(row)
    expect(entry('id').text()).toContain('The id of a row cannot be changed.')
    expect(entry('sum').find('input, textarea').exists()).toBe(false)
    expect(wrapper.find('[data-column=secret]').exists()).toBe(false)
    await wrapper.get('.more').trigger('click')
    expect(entry('secret').text()).toContain('hidden')
  })
})

describe('a new row', () => {
  it('starts with the defaults of the table and is shown in the form', async () => {
    const forms = useFormStore()
    const shown = view()
    expect(await forms.addRow(shown)).toBe(newKey)
    expect(steps()).toEqual([{ kind: 'add', cells: { site: 'Groningen' } }])
    expect(forms.rowOf(shown.tabId)).toMatchObject({ key: newKey, isUntouched: true })
  })

  it('puts the focus where a value is needed first, and needs no value before', async () => {
    const { input, entry } = await form(null, { key: newKey }, [staged({ key: newKey, kind: 'add', id: '' })])
    expect(document.activeElement).toBe(input('id').element)
    expect(entry('sex').text()).toContain('required')
    await input('id').setValue('p9')
    await input('id').trigger('focusout')
    expect(steps()).toMatchObject([{ kind: 'set', key: newKey, cells: { id: 'p9' }, before: {} }])
  })

  it('that nothing was typed into is taken back when it is closed; another stays', async () => {
    const forms = useFormStore()
    const shown = view()
    await forms.addRow(shown)
    await forms.close(shown)
    expect(steps().at(-1)).toEqual({ kind: 'take-back', key: newKey, columns: null })
    expect(forms.rowOf(shown.tabId)).toBeNull()

    await forms.addRow(shown)
    const age = table.columns[1]
    if (age) await forms.set(shown, { key: newKey, label: '' }, age, 3, undefined)
    await forms.close(shown)
    expect(steps().at(-1)).toMatchObject({ kind: 'set' })
  })

  it('as a duplicate takes over all but what tells rows apart', async () => {
    await useFormStore().duplicate(view(), row)
    expect(steps()).toEqual([{ kind: 'add', cells: { age: 41, sex: 'f', secret: 's', tissues: [] } }])
  })
})
