// The parts of the window as tests address them: what an element is called stands in one place.
import type { RunningApp } from '../launch'
import { ConnectPart } from './connect'
import { EditingPart } from './editing'
import { FilterPart } from './filter'
import { GridPart } from './grid'
import { OfflinePart } from './offline'
import { PalettePart } from './palette'
import { PlotPart } from './plot'
import { ReviewPart } from './review'
import { TablePart } from './table'
import { TablesPart } from './tables'
import { TasksPart } from './tasks'

export type WindowParts = ReturnType<typeof windowParts>

/** All parts of the window of a running application. */
export const windowParts = ({ window }: Pick<RunningApp, 'window'>) => ({
  connect: new ConnectPart(window),
  editing: new EditingPart(window),
  filter: new FilterPart(window),
  grid: new GridPart(window),
  offline: new OfflinePart(window),
  palette: new PalettePart(window),
  plot: new PlotPart(window),
  review: new ReviewPart(window),
  table: new TablePart(window),
  tables: new TablesPart(window),
  tasks: new TasksPart(window),
})
