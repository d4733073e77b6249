// Staged changes and the accounts that made them.
import type { AppError } from '@shared/errors/app-error'
import { afterEach, expect, it } from 'vitest'
import { createEditWorld, deleting, setting, type EditWorld } from '../support/edit-world'

let world: EditWorld
afterEach(() => world.close())

it('changes stay with the account that made them, whoever signs in on the same server', async () => {
  world = await createEditWorld()
  const { sessions, serverId, at, edits } = world
  const signIn = (userName: string) => sessions.signIn(serverId, { kind: 'password', userName, password: userName })
  await edits.stage(at('ASE'), 'Delete', [deleting('rs3216')], false)
  await signIn('editor')
  const words = 'were made as admin, and you are signed in as editor'
  expect((await world.send()).endedBy?.message).toContain(words)
  const refusal = await edits.stage(at('ASE'), 'Delete', [deleting('rs12460890')], false).catch((e: AppError) => e)
  expect(refusal).toMatchObject({ code: 'input.invalid' })
  expect((await edits.get(at('ASE'))).deleteCount).toBe(1)
  await signIn('admin')
  await edits.undo(at('ASE'))
  // Nothing is staged any more: the next person begins anew.
  await signIn('editor')
  await edits.stage(at('ASE'), 'Change', [setting('rs3216', { Chr: '2' }, { Chr: 'X' })], false)
  expect(await world.send()).toMatchObject({ endedBy: null })
})
