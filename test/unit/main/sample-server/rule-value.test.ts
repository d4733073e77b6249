// Rules of attributes: what is understood is judged, what is not never refuses a row.
import { readRule } from '@main/sample-server/model/rule-value'
import type { CellValue } from '@main/sample-server/model/table-model'
import { describe, expect, it } from 'vitest'

const row: Readonly<Record<string, CellValue>> = {
  ...{ n: 5, big: 9007199254740993n, text: 'b', yes: true, none: null, list: ['a'], nothing: [] },
}
const judge = (text: string) => readRule(text)?.((name) => row[name] ?? null)

describe('a rule', () => {
  it('compares values', () => {
    for (const text of ['{n} = 5', '{n} == 5', '{n} != 4', '{n} < 5.5', '{n} >= 5', "{text} > 'a'", '{yes} = true']) {
      expect([text, judge(text)]).toEqual([text, true])
    }
    for (const text of ['{n} > 5', '{n} <= -1', "{text} = 'a'", '{yes} = false', '{big} < {n}']) {
      expect([text, judge(text)]).toEqual([text, false])
    }
  })

  it('knows what is empty, and joins with and before or', () => {
    expect(['{none} empty', '{nothing} empty', '{list} notempty'].map(judge)).toEqual([true, true, true])
    expect(judge('{n} = 5 or {n} = 1 and {n} = 2')).toBe(true)
    expect(judge('({n} = 5 or {n} = 1) and {n} = 2')).toBe(false)
    expect(judge('{none} > 1')).toBeNull()
    expect(judge('{none} > 1 or {n} = 5')).toBe(true)
    expect(judge('{none} > 1 and {n} = 4')).toBe(false)
  })

  it('that is not understood is none', () => {
    for (const text of ['', "regex('^a$', {text})", "$('n').value() > 1", '{n} >', '({n} = 5', '{n} = 5 {n}', '{n}']) {
      expect([text, readRule(text)]).toEqual([text, undefined])
    }
  })
})
