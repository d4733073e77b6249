// The sentences about changes: how many wait, what is asked before they go, and what became of them.
import { cellWords } from '@renderer/edit/review/cell-words'
import { kindsLine, notSentSentence, problemsLine, tablesLine } from '@renderer/edit/review/change-words'
import { outcomeOf } from '@renderer/edit/review/report-words'
import { sendQuestion } from '@renderer/edit/review/send-words'
import type { TableOutlook } from '@renderer/edit/send-store'
import { chosenFilePrefix, type SendReport, type TableReport } from '@shared/edit/staged'
import { describe, expect, it } from 'vitest'
import { column } from '../../../../support/shared/tables'
import { serverId, summary } from './staged-fixtures'

describe('what waits', () => {
  it('names the table where there is one, and counts tables otherwise', () => {
    expect(notSentSentence([summary()])).toBe('3 changes in ASE are not sent')
    expect(notSentSentence([summary({ changeCount: 1 })])).toBe('1 change in ASE is not sent')
    const two = [summary(), summary({ tableLabel: 'SampleAse', changeCount: 0, addCount: 1200, deleteCount: 2 })]
    expect(notSentSentence(two)).toBe('1,205 changes in 2 tables are not sent')
    expect(tablesLine(two)).toBe('ASE 3, SampleAse 1,202')
    expect(two.map(kindsLine)).toEqual(['3 changed', '1,200 new, 2 to delete'])
    expect([0, 1, 2].map(problemsLine)).toEqual([null, '1 row has a problem', '2 rows have problems'])
  })
})

describe('what became of it', () => {
  const table = (part: Partial<TableReport>): TableReport => ({
    tableId: 'ASE',
    tableLabel: 'ASE',
    addedCount: 0,
    changedCount: 0,
    deletedCount: 0,
    refusedCount: 0,
    conflictCount: 0,
    notSentCount: 0,
    unknownCount: 0,
    ...part,
  })
  const told = (part: Partial<TableReport>, endedBy: SendReport['endedBy'] = null) =>
    outcomeOf({ tables: [table(part)], endedBy }, 'Hospital')

  it('is one sentence when all of it arrived', () => {
    expect(told({ addedCount: 1, changedCount: 1, deletedCount: 1 })).toMatchObject({
      title: '3 changes were sent to Hospital',
      isWhole: true,
      touchedTableIds: ['ASE'],
    })
  })

  it('counts each fate of a row when some did not', () => {
    expect(told({ changedCount: 2, refusedCount: 1, conflictCount: 1 })).toMatchObject({
      title: '2 rows were written, 1 was refused, 1 was changed by someone else meanwhile',
      text: 'What was not written stays among your changes.',
      isWhole: false,
    })
    expect(told({ refusedCount: 2 }).title).toBe('No row was written, 2 were refused')
    expect(told({ refusedCount: 2 }).touchedTableIds).toEqual([])
  })

  it('never claims what is not known, and reads tables again in which a row may have arrived', () => {
    const outcome = told(
      { changedCount: 1000, unknownCount: 4, notSentCount: 30 },
      { code: 'network.interrupted', message: 'The connection broke off.', facts: {} },
    )
    expect(outcome.title).toBe('1,000 rows were written, 4 may have arrived, 30 were not sent')
    expect(outcome.text).toContain('Sending ended early.')
    expect(outcome.text).toContain('looked up before anything is sent again')
    expect(told({ unknownCount: 1 }).touchedTableIds).toEqual(['ASE'])
  })

  it('does not call a cancelled sending a failure', () => {
    const outcome = told({ changedCount: 1, notSentCount: 2 }, { code: 'cancelled', message: 'Cancelled.', facts: {} })
    expect(outcome.isExpected).toBe(true)
    expect(told({ changedCount: 1, notSentCount: 2 }).isExpected).toBe(true)
    expect(told({ changedCount: 1, refusedCount: 2 }).isExpected).toBe(false)
    expect(outcome.text).toBe('Sending was cancelled. What was not written stays among your changes.')
  })
})

describe('the question before sending', () => {
  const outlook = (part: Partial<TableOutlook>): TableOutlook => ({
    place: { serverId, tableId: part.tableLabel ?? 'ASE' },
    tableLabel: 'ASE',
    goingCount: 0,
    deletionCount: 0,
    problemCount: 0,
    conflictCount: 0,
    ...part,
  })

  it('says how many rows of which table are deleted, and has the number on its button', () => {
    const question = sendQuestion([outlook({ goingCount: 15, deletionCount: 12 })], 'Hospital')
    expect(question.title).toBe('Delete 12 rows of ASE on Hospital?')
    expect(question.verb).toBe('Delete 12 rows and send 3 other changes')
    expect(question.deletes).toBe(true)
    expect(question.lines.map(({ text }) => text)).toContain('3 other changes are sent with them.')
  })

  it('says what is left out, and sends the others', () => {
    const question = sendQuestion(
      [outlook({ goingCount: 3, problemCount: 2 }), outlook({ tableLabel: 'SampleAse', conflictCount: 1 })],
      'Hospital',
    )
    expect(question).toMatchObject({ title: 'Send 3 changes to Hospital?', verb: 'Send 3 changes', deletes: false })
    expect(question.lines.map(({ text }) => text)).toEqual([
      '2 rows of ASE have problems and are left out until mended.',
      '1 row of SampleAse was changed by someone else and is left out until you decide.',
    ])
  })

  it('offers no sending when nothing can go', () => {
    expect(sendQuestion([outlook({ problemCount: 1 })], 'Hospital')).toMatchObject({
      title: 'Nothing can be sent yet',
      verb: null,
      hasLeftOut: true,
    })
  })

  it('lists the deletions of several tables one by one', () => {
    const question = sendQuestion(
      [outlook({ goingCount: 2, deletionCount: 2 }), outlook({ tableLabel: 'B', goingCount: 1, deletionCount: 1 })],
      'Hospital',
    )
    expect(question.title).toBe('Delete 3 rows on Hospital?')
    expect(question.lines.map(({ text }) => text)).toEqual([
      'Deleted rows are gone for everybody on the server.',
      '2 rows of ASE will be deleted.',
      '1 row of B will be deleted.',
    ])
  })
})

describe('a value in words', () => {
  it('tells no value and empty text apart', () => {
    expect(cellWords(null, null)).toEqual({ text: 'no value', isFaint: true })
    expect(cellWords([], null)).toEqual({ text: 'no value', isFaint: true })
    expect(cellWords('', null)).toEqual({ text: 'empty text', isFaint: true })
    expect(cellWords(' ', null)).toEqual({ text: ' ', isFaint: false })
  })

  it('keeps all digits and groups those of counts only', () => {
    expect(cellWords('9007199254740993', column('n', 'long')).text).toBe('9,007,199,254,740,993')
    expect(cellWords(1234567, column('n', 'int')).text).toBe('1,234,567')
    expect(cellWords('1234567', column('n', 'string')).text).toBe('1234567')
    expect(cellWords(1e-7, column('n', 'decimal')).text).toBe('1e-7')
    expect(cellWords(0.5, column('n', 'decimal')).text).toBe('0.5')
  })

  it('names references, files and moments', () => {
    expect(cellWords({ id: '7', label: 'Ann' }, null).text).toBe('Ann (7)')
    expect(
      cellWords(
        [
          { id: 'a', label: 'a' },
          { id: 'b', label: '' },
        ],
        null,
      ).text,
    ).toBe('a, b')
    expect(cellWords({ id: `${chosenFilePrefix}1`, label: 'scan.png' }, null).text).toBe('scan.png (chosen file)')
    expect(cellWords('2015-05-22T06:12:31.500Z', column('t', 'date-time')).text).toBe('2015-05-22 06:12:31.5 UTC')
    expect(cellWords(true, column('b', 'bool')).text).toBe('yes')
  })
})
