// Cells as text that pastes well.
import { htmlRow, htmlTable, tabField, tabHeadings, tabRow } from '@renderer/table/range/clipboard-text'
import { describe, expect, it } from 'vitest'

const form = { references: 'label', hasHeadings: false } as const

describe('tab-separated text', () => {
  it('quotes what would break a row, as spreadsheets do', () => {
    expect(tabField('plain, with comma')).toBe('plain, with comma')
    expect(tabField('a\tb')).toBe('"a\tb"')
    expect(tabField('two\nlines "quoted"')).toBe('"two\nlines ""quoted"""')
    expect(tabField('"leading')).toBe('"""leading"')
    expect(tabField('in "the" middle')).toBe('in "the" middle')
  })

  it('writes exact values and nothing for missing ones', () => {
    const cells = ['9223372036854775807', null, 0.5, true, '', { id: 'r1', label: 'One' }]
    expect(tabRow(cells, form)).toBe('9223372036854775807\t\t0.5\ttrue\t\tOne')
    expect(tabRow(cells, { ...form, references: 'id' })).toBe('9223372036854775807\t\t0.5\ttrue\t\tr1')
    expect(tabHeadings(['a', 'b\tc'])).toBe('a\t"b\tc"')
  })
})

describe('an HTML table', () => {
  it('marks long digits and texts as text and leaves numbers to be numbers', () => {
    expect(htmlRow(['9223372036854775807', 12.5, '4142', null], form)).toBe(
      `<tr><td style="mso-number-format:'\\@'">9223372036854775807</td><td>12.5</td><td>4142</td><td></td></tr>`,
    )
  })

  it('carries no markup of a value', () => {
    const html = htmlTable(htmlRow(['<img src=x onerror="a()">&', 'one\ntwo'], form))
    const page = new DOMParser().parseFromString(html, 'text/html')
    expect(page.querySelector('img')).toBeNull()
    expect(page.querySelector('td')?.textContent).toBe('<img src=x onerror="a()">&')
    expect(page.querySelectorAll('td')[1]?.innerHTML).toBe('one<br>two')
  })
})
