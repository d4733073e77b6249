// A server's refusals in the program's words, of servers with codes and without.
import { AppError } from '@shared/errors/app-error'
import { newRow, newRowKey } from '@main/edit/staged/held-row'
import { refusalOf } from '@main/edit/send/refusal-text'
import { expect, it } from 'vitest'
import { column, table } from '../../../support/sample-table'

const model = table('T', [
  column('id', 'string', { label: 'Id' }),
  column('a', 'string', { label: 'Name', maxLength: 10 }),
  column('u', 'string', { label: 'Number', isUnique: true }),
])
const row = newRow(model, newRowKey(1), { id: 'r1', a: 'some value', u: '7' })
const say = (serverWords: string, serverCode: string | null, attribute?: string) =>
  refusalOf(
    model,
    row,
    new AppError('server.refused', 'The server refused the rows.', {
      facts: { status: 400, serverWords, serverCode, ...(attribute === undefined ? {} : { attribute }) },
    }),
    (id) => `the table ${id}`,
  )

it.each([
  [
    "Value 'r1' for unique attribute 'id' from entity 'T' already exists.",
    'D24a',
    'id',
    'There is a row with the Id r1 already.',
  ],
  [
    "Value '7' for unique attribute 'u' from entity 'T' already exists.",
    null,
    'u',
    'Another row has this Number already',
  ],
  [
    "Unknown xref value 'x' for attribute 'a' of entity 'T'.",
    'D23',
    'a',
    'Name refers to a row that is not there: some value.',
  ],
  ['Value too long', 'D17', 'a', 'Name is longer than the server allows, at most 10 characters.'],
  ["The attribute 'a' of entity 'T' can not be null.", 'D21a', 'a', 'Name must have a value.'],
  [
    "Value 'r1' for attribute 'id' is referenced by entity 'X'.",
    'D19',
    undefined,
    'Rows of the table X refer to this row.',
  ],
  [
    "Updating read-only attribute 'a' of entity 'T' with id 'r1' is not allowed.",
    'D18',
    'a',
    'Name may only be read on this server.',
  ],
  ['For input string: "some value"', null, 'a', 'Name has a value of another kind: some value.'],
  [
    'Invalid [string] value [some value] for attribute [Name] of entity [r1] with type [T].',
    null,
    'a',
    'Name breaks a rule of the server: some value.',
  ],
  ['Something unheard of', 'Z99', undefined, 'The server refused the rows.'],
])('%s', (words, code, attribute, message) => {
  const refusal = say(words, code, attribute)
  expect(refusal.message).toContain(message)
  expect(refusal.serverWords).toBe(words)
  expect(refusal.column).toBe(attribute ?? null)
})

it('is the program’s own where the server said nothing', () => {
  const error = new AppError('input.invalid', 'The id of a row cannot be changed.')
  expect(refusalOf(model, row, error, (id) => id)).toEqual({
    column: null,
    message: 'The id of a row cannot be changed.',
    serverWords: null,
  })
})
