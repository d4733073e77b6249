// Which editor belongs to which type of value.
import type { ValueType } from '@shared/table/value-type'
import TextField from './TextField.vue'

/** The editor for a type. */
export const fieldFor = (_type: ValueType, _isInGrid: boolean) => TextField
