// The tutorial from its first line to its figure, on the sample data, with mouse and keyboard as a person uses them.
import { readFile } from 'node:fs/promises'
import { answerSaveDialog } from './support/dialogs'
import { expect, test } from './support/launch'
import { sharedApp } from './support/shared-app'
import { grouped, tutorialRows } from './support/tutorial-rows'

test.describe.serial('the tutorial on the sample data', () => {
  const run = sharedApp({ theme: 'light' })

  test('the sample data open from the first screen and list the tables with their row counts', async () => {
    const { connect, tables } = run.parts
    await expect(connect.form).toBeVisible()
    await run.picture('first-screen')
    await connect.openSampleData()
    for (const [table, count] of [
      ['ASE', '2,005 rows'],
      ['SampleAse', '50,021 rows'],
    ] as const) {
      await expect(tables.item(table)).toHaveAttribute('aria-description', new RegExp(`^${count}`))
    }
  })

  test('ASE shows its top rows, and as many as it has', async () => {
    const { tables, table, grid } = run.parts
    await tables.open('ASE')
    await table.expectCount('2,005 rows')
    await grid.expectSettled()
    expect(await grid.headings()).toEqual([
      'SNP_ID',
      'Samples',
      'Chr',
      'Pos',
      'P_Value',
      'Fraction_alternative_allele',
      'Likelihood_ratio_test_D',
      'Alternative_allele',
      'Reference_allele',
      'Genes',
    ])
    const top = await grid.column('SNP_ID')
    expect(top.length).toBeGreaterThan(20)
    expect(top.slice(0, 2)).toEqual(['rs1056019', 'rs12460890'])
    await run.picture('ase')
  })

  test('a search over all columns finds a SNP by its name, and leaves again', async () => {
    const { filter, table, grid } = run.parts
    await filter.search.fill('rs9901673')
    await table.expectCount('1 of 2,005 rows')
    await grid.expectColumn('SNP_ID', ['rs9901673'])
    await grid.expectColumn('Samples', ['145'])
    await expect(grid.cell('Genes', 0)).toHaveText('ENSG00000129226, ENSG00000264772')
    await filter.search.press('Escape')
    await table.expectCount('2,005 rows')
  })

  test('a click on a heading sorts by it, a second one the other way round, a third one not at all', async () => {
    const { grid } = run.parts
    const heading = grid.heading('Pos')
    const places = async () => (await grid.column('Pos')).map((text) => Number(text.replaceAll(',', '')))
    const isRising = (values: number[]) => values.every((value, at) => at === 0 || value >= (values[at - 1] ?? 0))

    await heading.click()
    await expect(heading).toHaveAttribute('aria-sort', 'ascending')
    await expect(grid.cell('SNP_ID', 0)).not.toHaveText('rs1056019')
    const rising = await places()
    expect(isRising(rising)).toBe(true)

    await heading.click()
    await expect(heading).toHaveAttribute('aria-sort', 'descending')
    await expect.poll(async () => ((await places())[0] ?? 0) > Math.max(...rising)).toBe(true)
    expect(isRising((await places()).reverse())).toBe(true)

    await heading.click()
    await expect(heading).toHaveAttribute('aria-sort', 'none')
    await expect(grid.cell('SNP_ID', 0)).toHaveText('rs1056019')
  })

  test('a filter on the SNP leaves its one row with the stored numbers', async () => {
    const { filter, table, grid } = run.parts
    await filter.add('SNP_ID', 'rs12460890')
    await table.expectCount('1 of 2,005 rows')
    await expect(filter.chip('SNP_ID is rs12460890')).toBeVisible()
    const stored = {
      SNP_ID: 'rs12460890',
      Samples: '21',
      Chr: '19',
      Pos: '829,568',
      P_Value: '7.1708540619282e-14',
      Fraction_alternative_allele: '0.527',
      Likelihood_ratio_test_D: '56.0207947348388',
      Alternative_allele: 'T',
      Reference_allele: 'C',
    }
    const shown = Object.fromEntries(
      await Promise.all(
        Object.keys(stored).map(async (name) => [name, (await grid.cell(name, 0).innerText()).trim()] as const),
      ),
    )
    expect(shown).toEqual(stored)
    await run.picture('ase-one-snp')
  })

  test('the same filter on SampleAse leaves the 21 samples with their counts, in order', async () => {
    const { tables, filter, table, grid } = run.parts
    await tables.open('SampleAse')
    await table.expectCount('50,021 rows')
    await filter.add('SNP_ID', 'rs12460890')
    await table.expectCount('21 of 50,021 rows')
    await expect(filter.rsql).toHaveText('SNP_ID==rs12460890')
    await expect(table.export).toHaveText('Export 21 rows')
    const columns = ['ID', 'SampleIds', 'Ref_Counts', 'Alt_Counts']
    await grid.expectRows(
      columns,
      tutorialRows.map(([id, sample, ref, alt]) => [id, sample, grouped(ref), grouped(alt)]),
    )
  })

  test('the plot beside it is the figure of the tutorial without any choice', async () => {
    const { plot } = run.parts
    await plot.expectTitle('Allele-Specific Expression for rs12460890')
    await expect(plot.chart).toHaveAccessibleName(/21 points/)
    await expect(plot.chart).toHaveAccessibleDescription(
      'Reference Allele from 0 to 5,000, Alternative Allele from 0 to 5,000, with the line y = x.',
    )
    const byReference = [...tutorialRows].sort((a, b) => Number(a[2]) - Number(b[2]))
    const spoken = await plot.spokenPoints(21)
    const points = spoken.map((text) => text.replace(/, alternative share .*/, '')).sort()
    expect(points).toEqual(
      byReference
        .map(([, sample, ref, alt]) => `${sample}, reference ${grouped(ref)}, alternative ${grouped(alt)}`)
        .sort(),
    )
    await run.picture('tutorial-figure')
  })

  test('a point that is clicked selects its row, and a row that is chosen marks its point', async () => {
    const { grid, plot } = run.parts
    // Two rows far from each other give the scale of the drawing; a third point is then where its counts say.
    await grid.cell('ID', 1).click()
    await expect.poll(() => grid.selectedRow()).toBe(1)
    const far = await plot.selectedPlace()
    await grid.cell('ID', 9).click()
    await expect.poll(async () => (await plot.selectedPlace()).x).toBeLessThan(far.x - 50)
    const near = await plot.selectedPlace()
    const perCount = { x: (far.x - near.x) / (4142 - 806), y: (far.y - near.y) / (4791 - 1081) }
    // Equal axes: a count is as wide as it is high.
    expect(Math.abs(perCount.x + perCount.y)).toBeLessThan(perCount.x * 0.02)

    const [, , reference, alternative] = tutorialRows[12] ?? ['', '', '0', '0']
    const x = near.x + (Number(reference) - 806) * perCount.x
    const y = near.y + (Number(alternative) - 1081) * perCount.y
    await run.window.mouse.move(x, y)
    await expect(plot.tip).toContainText('SRS375032')
    await expect(plot.tip).toContainText('reference 730, alternative 655')
    await run.picture('point-under-the-pointer')
    await run.window.mouse.click(x, y)
    await expect.poll(() => grid.selectedRow()).toBe(12)
  })

  test('the figure is written to a file with its title, its axes and its line', async ({}, testInfo) => {
    const { plot } = run.parts
    const file = testInfo.outputPath('figure.svg')
    await answerSaveDialog(run.app, file)
    await plot.save('SVG')
    await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('</svg>')
    const svg = await readFile(file, 'utf8')
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1])
    expect(texts).toEqual(
      expect.arrayContaining([
        'Allele-Specific Expression for rs12460890',
        'Reference Allele',
        'Alternative Allele',
        'y = x',
        '5,000',
      ]),
    )
    const png = testInfo.outputPath('figure.png')
    await answerSaveDialog(run.app, png)
    await plot.save('PNG')
    await expect
      .poll(async () => (await readFile(png).catch(() => Buffer.alloc(0))).subarray(1, 4).toString())
      .toBe('PNG')
  })
})
