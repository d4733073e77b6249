import DistributionView from '@renderer/query/distribution/DistributionView.vue'
import { editorKey } from '@renderer/query/editor/editor-context'
import type { ViewState } from '@renderer/query/views-store'
import { AppError } from '@shared/errors/app-error'
import type { Distribution } from '@shared/query/distribution/distribution'
import type { Condition, FilterNode, Group } from '@shared/query/query'
import { datasetIdSchema, type Column } from '@shared/table/table'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { fakeCall, forgetCalls } from '../../../support/renderer/fake-api'
import { openView } from '../../../support/renderer/views'
import { column, condition, query, table } from '../../../support/sample-table'

vi.mock('@renderer/api', async () => import('../../../support/renderer/fake-api'))

beforeEach(() => {
  forgetCalls()
  setActivePinia(createPinia())
})

const target = {
  ...{ tableId: 'Snp', tableLabel: 'SNPs', idColumn: 'id', labelColumn: 'id' },
  idType: 'string' as const,
}
const reads = table('Reads', [
  column('id'),
  column('depth', 'int'),
  column('snp', 'reference', { target, label: 'SNP' }),
])

const kinds: Distribution = {
  ...{ kind: 'values', column: 'snp.chr', totalCount: 100, coverage: { kind: 'all' }, missingCount: 30 },
  values: [
    { id: '9', label: '9', count: 60 },
    { id: 'X', label: 'X', count: 10 },
  ],
  ...{ otherValueCount: 0, otherCount: 0, emptyTextCount: 0 },
}

/** The distribution beside a condition; `changed` is the filter that it was last asked to put in place. */
async function shown(view: ViewState, own: Condition, of: Column | null, ...others: FilterNode[]) {
  const root = query({}, own, ...others).filter
  const changed = vi.fn<(root: Group) => void>()
  const context = { view, table: reads, root: () => root, change: changed, step: vi.fn(), startDrag: vi.fn() }
  const found = mount(DistributionView, {
    props: { condition: own, column: of, label: 'SNP › chr' },
    global: { provide: { [editorKey as symbol]: { ...context, draggedId: ref(null), goTo: vi.fn() } } },
  })
  await flushPromises()
  return { found, changed }
}

describe('the distribution beside a condition on what referenced rows hold', () => {
  it('is that of the whole path, and a click filters by it', async () => {
    const own = condition('snp.chr', 'equals')
    const view = await openView(reads, [])
    fakeCall('query.distribution').mockResolvedValue(kinds)
    const { found, changed } = await shown(view, own, column('chr'))
    expect(fakeCall('query.distribution')).toHaveBeenCalledWith(
      expect.objectContaining({ column: 'snp.chr', bins: null }),
    )
    expect(found.get('section').attributes('aria-label')).toBe('Distribution of SNP › chr')
    const [first] = found.findAll('[role=option]')
    expect(first?.attributes('aria-label')).toBe('9: 60 rows')
    await first?.trigger('click')
    expect(changed.mock.calls[0]?.[0].children).toMatchObject([
      { id: own.id, attribute: 'snp.chr', operator: 'equals', values: ['9'] },
    ])
  })

  it('says what is needed where no copy of the referenced table is kept', async () => {
    const view = await openView(reads, [])
    const datasetId = datasetIdSchema.parse('reads')
    const offline: ViewState = { ...view, source: { kind: 'offline', datasetId } }
    const message = 'The copy holds only id of the rows that SNP refers to. Keep all of SNPs as well, and ask again.'
    fakeCall('query.distribution').mockRejectedValue(new AppError('query.refused', message))
    const { found } = await shown(offline, condition('snp.chr', 'equals', '9'), null)
    expect(found.get('[role=alert]').text()).toBe(`How the values are spread is not known: ${message}`)
  })

  it('waits for the columns of the referenced table', async () => {
    const view = await openView(reads, [])
    const { found } = await shown(view, condition('snp.chr', 'equals', '9'), null)
    expect(found.find('section').exists()).toBe(false)
    expect(fakeCall('query.distribution')).not.toHaveBeenCalled()
  })
})
