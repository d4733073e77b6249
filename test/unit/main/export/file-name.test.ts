// Suggestions for file names are good on every system.
import { expect, test } from 'vitest'
import { fileName, suggestedFileName } from '@main/export/file-name'

test.each([
  ['SampleAse', 'SampleAse.csv'],
  ['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j.csv'],
  ['done.csv', 'done.csv'],
  ['dots...', 'dots.csv'],
  ['  ', 'table.csv'],
  ['CON', 'table.csv'],
  ['Ünïcode 中', 'Ünïcode 中.csv'],
  ['x'.repeat(300), `${'x'.repeat(120)}.csv`],
])('%s', (suggested, name) => {
  expect(suggestedFileName(suggested, 'csv')).toBe(name)
})

test('the last part of a path, on every system', () => {
  expect(fileName('/home/ann/a.csv')).toBe('a.csv')
  expect(fileName('C:\\Users\\Ann\\a.csv')).toBe('a.csv')
})
