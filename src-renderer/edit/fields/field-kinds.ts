// Which editor belongs to which type of value.
import { isDateType, isNumberType, isReferenceType, type ValueType } from '@shared/table/value-type'
import BoolField from './BoolField.vue'
import FileField from './FileField.vue'
import LineField from './LineField.vue'
import PickField from './PickField.vue'
import TextField from './TextField.vue'

/** The editor for a type. In the grid, where a cell may be narrow, yes and no drop down like choices. */
export function fieldFor(type: ValueType, isInGrid: boolean) {
  if (type === 'file') return FileField
  if (type === 'bool') return isInGrid ? PickField : BoolField
  if (type === 'enum' || isReferenceType(type)) return PickField
  return isNumberType(type) || isDateType(type) ? LineField : TextField
}
