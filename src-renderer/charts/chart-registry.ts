// All kinds of plots. A new kind is a folder and a line here.
import type { ChartSpec } from '@shared/chart/chart-spec'
import type { ChartKind } from './chart-kind'
import { scatterKind } from './scatter'

const chartKinds = { scatter: scatterKind } satisfies Record<ChartSpec['kind'], ChartKind>

/** The kind of that name. */
export const chartKindOf = (kind: ChartSpec['kind']): ChartKind => chartKinds[kind]
