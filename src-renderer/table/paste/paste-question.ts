// What a person is asked before a block is pasted, and what can be answered.
import type { DecimalSign } from '@shared/edit/read-number'
import type { UncertainNumber } from '../../edit/cells/pasted-numbers'
import type { PasteAt, PasteWay } from '../../edit/cells/paste-plan'
import type { Misfit } from '../../edit/cells/paste-read'

/** What the person is asked before something is pasted. */
export type PasteQuestion =
  | { readonly kind: 'way'; readonly at: PasteAt; readonly ways: readonly PasteWay[]; readonly way: PasteWay }
  | {
      readonly kind: 'misfits'
      readonly misfits: readonly Misfit[]
      readonly misfitCount: number
      readonly fitCount: number
      /** A number among them that can be read once it is said which sign is the decimal one. */
      readonly uncertain: UncertainNumber | null
    }

/** What the person answers; null for neither. */
export type PasteAnswer = PasteWay | DecimalSign | boolean | null
