// Scripts that ask for a question's rows: what stands in them, what never does, and what is said instead.
import { queryScript, scriptLanguages, type ScriptLanguage } from '@shared/query/script/query-script'
import { emptyQuery, type Query } from '@shared/query/query'
import { describe, expect, it } from 'vitest'
import { column, condition, query, table } from '../../../../support/sample-table'

const target = {
  tableId: 'Genes',
  tableLabel: 'Genes',
  idColumn: 'gene',
  labelColumn: 'gene',
  idType: 'string' as const,
}
const samples = table('pack age_T', [
  column('id'),
  column('age', 'int'),
  column('born', 'date'),
  column('made', 'int', { isComputed: true }),
  column('gene', 'references', { target }),
])

const write = (language: ScriptLanguage, asked: Query = emptyQuery(), isGuest = false) =>
  queryScript(language, {
    root: 'https://server.example/base/',
    isGuest,
    table: samples,
    findTable: () => undefined,
    query: asked,
    columns: ['id', 'gene'],
    now: new Date(2026, 10, 24),
  })

describe.each(scriptLanguages)('the script for %s', (language) => {
  it('asks the table for the columns on screen, in a stable order', () => {
    const { text } = write(language, query({ sort: [{ attribute: 'age', direction: 'descending' }] }))
    expect(text).toContain('https://server.example/base/api/v2/pack%20age_T')
    expect(text).toContain('id,gene')
    expect(text).toContain('age:desc,id:asc')
    expect(text).toContain('10000')
  })

  it('takes the token from the environment, and none for a guest', () => {
    expect(write(language).text).toContain('MOLGENIS_TOKEN')
    expect(write(language, emptyQuery(), true).text).not.toMatch(/token/i)
  })

  it('has the days of today for dates that move, and says so', () => {
    const { text } = write(language, query({}, condition('born', 'greater-or-equal', 'today-30d')))
    expect(text).toContain('born=ge=2026-10-25')
    expect(text).toMatch(/# Dates that move with the calendar are those of 2026-11-2\d\./)
  })

  it('keeps comments in their line', () => {
    const { text } = write(language, query({}, condition('id', 'equals', 'a\nimport os\r\u2028b')))
    expect(text).toContain('# pack age_T: id is a import os b')
  })

  it('asks as the index reads where the order has it answer, and is none where that has no words', () => {
    const sort = [{ attribute: 'made', direction: 'ascending' as const }]
    const { text } = write(language, query({ sort }, condition('age', 'not-equals', '5')))
    expect(text).toContain('age!=5')
    expect(text).not.toContain("age==''")
    expect(write(language, query({ sort }, condition('id', 'contains', 'a'))).problem).toBe(
      "RSQL cannot say 'id contains' in an order by a computed column.",
    )
  })

  it('holds values of any signs, half characters among them', () => {
    expect(write(language, query({}, condition('id', 'equals', 'a\ud800b \u{1f600}'))).text).toContain('\u{1f600}')
  })

  it('is none for a list that servers would not read in one form', () => {
    const ids = Array.from({ length: 100_000 }, (_, at) => `a name with blanks ${at}`)
    expect(write(language, query({}, condition('id', 'in', ...ids))).problem).toMatch(/too long for one question/)
  })

  it('is none where RSQL has no words for the filter, or a server refuses them', () => {
    expect(write(language, query({}, condition('id', 'begins', 'a')))).toEqual({
      text: null,
      problem: "RSQL cannot say 'id begins with'.",
    })
    expect(write(language, query({}, condition('id', 'equals', `"'`))).problem).toContain('both')
    expect(write(language, { ...emptyQuery(), rsql: 'nosuch==1' }).problem).toBe('There is no attribute nosuch.')
  })

  it('asks by a form where the question is too long for an address', () => {
    const many = Array.from({ length: 2000 }, (_, at) => `value${at}`)
    expect(write(language, query({}, condition('id', 'in', ...many))).text).toContain('_method=GET')
  })
})

it('quotes texts so that no shell, R or Python reads anything into them', () => {
  const asked = query({}, condition('id', 'equals', `it's $HOME \`id\` \\`))
  expect(write('curl', asked).text).toContain(`'q=id=="it'\\''s $HOME \`id\` \\"'`)
  expect(write('python', asked).text).toContain(String.raw`"id==\"it's $HOME ` + '`id`' + String.raw` \\\""`)
  expect(write('r', asked).text).toContain(String.raw`"id==\"it's $HOME ` + '`id`' + String.raw` \\\""`)
})
