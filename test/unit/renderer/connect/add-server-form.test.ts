// The form for a new server: what is missing, each trouble in place, a locked server's way on, a late answer.
import AddServerForm from '@renderer/connect/AddServerForm.vue'
import { AppError } from '@shared/errors/app-error'
import type { ServerEntry, ServerId } from '@shared/server/server-profile'
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { describe, expect, it } from 'vitest'
import { installBridge, pending } from '../../../support/renderer/fake-bridge'

const added: ServerEntry = {
  id: 'new' as ServerId,
  name: 'New',
  address: 'https://a.example.org',
  signInKind: 'guest',
  userName: null,
  lastUsedAtIso: null,
  session: {
    state: 'guest',
    userName: null,
    serverVersion: '10.2.4',
    tokenKeptIn: null,
    signedInAtIso: null,
    endedBy: null,
  },
}

const open = () => mount(AddServerForm, { global: { plugins: [createPinia()] }, attachTo: document.body })
const field = (form: VueWrapper, label: string) => {
  const id = form
    .findAll('label')
    .find((one) => one.text().startsWith(label))!
    .attributes('for')
  return form.get<HTMLInputElement>(`[id='${id}']`)
}
const choose = (form: VueWrapper, kind: string) =>
  form
    .findAll('[role=radio]')
    .find((radio) => radio.text() === kind)!
    .trigger('click')

async function submit(form: VueWrapper): Promise<void> {
  await form.get('form').trigger('submit')
  await flushPromises()
}

describe('add a server', () => {
  it('asks for what is missing before it bothers the server', async () => {
    const bridge = installBridge({})
    const form = open()
    await submit(form)
    expect(form.get('[role=alert]').text()).toBe('Type the address of the server first.')
    await field(form, 'Address').setValue('a.example.org')
    await submit(form)
    expect(form.get('[role=alert]').text()).toBe('Type a user name first.')
    expect(bridge.calls).toEqual([])
  })

  it('hands over address, name and sign-in, and empties itself', async () => {
    const bridge = installBridge({ 'server.add': () => added })
    const form = open()
    await field(form, 'Address').setValue(' a.example.org/api ')
    await field(form, 'Name').setValue('New')
    await field(form, 'User name').setValue('ann')
    await field(form, 'Password').setValue('secret')
    await submit(form)
    expect(bridge.called('server.add')).toEqual([
      { address: 'a.example.org/api', name: 'New', signIn: { kind: 'password', userName: 'ann', password: 'secret' } },
    ])
    expect(form.emitted('added')).toEqual([[added]])
    expect(field(form, 'Password').element.value).toBe('')
  })

  it('moves to the password when a server admits no guests', async () => {
    installBridge({
      'server.add': () => {
        throw new AppError('auth.required', 'No guests.', { facts: { address: 'a.example.org' } })
      },
    })
    const form = open()
    await field(form, 'Address').setValue('a.example.org')
    await choose(form, 'Guest')
    await submit(form)
    expect(form.get('[role=alert]').text()).toContain('a.example.org wants you to sign in.')
    expect(form.get('[role=radio][aria-checked=true]').text()).toBe('Password')
  })

  it("keeps what was typed when the password is wrong, and shows the server's words on demand", async () => {
    installBridge({
      'server.add': () => {
        throw new AppError('auth.refused', 'Not accepted.', { facts: { serverWords: 'Bad credentials' } })
      },
    })
    const form = open()
    await field(form, 'Address').setValue('a.example.org')
    await field(form, 'User name').setValue('ann')
    await field(form, 'Password').setValue('wrong')
    await submit(form)
    expect(form.get('[role=alert]').text()).toContain('did not accept this user name and password')
    expect(form.text()).not.toContain('Bad credentials')
    await form
      .findAll('button')
      .find((button) => button.text() === 'Details')!
      .trigger('click')
    expect(form.text()).toContain('Bad credentials')
    expect(field(form, 'Password').element.value).toBe('wrong')
  })

  it('says an impossible address at its field', async () => {
    installBridge({
      'server.add': () => {
        throw new AppError('input.invalid', 'This address has no host.', { facts: { field: 'address' } })
      },
    })
    const form = open()
    await field(form, 'Address').setValue('https://')
    await choose(form, 'Guest')
    await submit(form)
    expect(form.text()).toContain('This address has no host.')
    expect(form.find('.banner').exists()).toBe(false)
  })

  it('drops a late answer after Cancel', async () => {
    const late = pending<ServerEntry>()
    installBridge({ 'server.add': () => late.promise })
    const form = open()
    await field(form, 'Address').setValue('a.example.org')
    await choose(form, 'Guest')
    await submit(form)
    await form
      .findAll('button')
      .find((button) => button.text() === 'Cancel')!
      .trigger('click')
    late.resolve(added)
    await flushPromises()
    expect(form.emitted('added')).toBeUndefined()
    expect(form.get('[type=submit]').attributes('disabled')).toBeUndefined()
  })

  it('warns of an address without encryption before anything is sent', async () => {
    installBridge({})
    const form = open()
    await field(form, 'Address').setValue('http://a.example.org')
    expect(form.text()).toContain('Not encrypted')
    await field(form, 'Address').setValue('https://a.example.org')
    expect(form.text()).not.toContain('Not encrypted')
  })
})
