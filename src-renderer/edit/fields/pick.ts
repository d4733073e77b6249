// Picking for a cell: what is typed looks for offers, Enter and clicks take one, and nothing is taken by guessing.
import { readCell } from '@shared/edit/read-cell'
import type { ReferenceCell } from '@shared/table/table-slice'
import { computed, ref, shallowRef } from 'vue'
import { swallow, useDraft } from './draft'
import type { FieldEmit, FieldProps, Move } from './field'
import { usePickStore, type Offer, type Offers } from './pick-store'
import { cellOfPicked, isMany, knownChoices, matching, named, pickedIn, whyNone } from './pick-value'

/** Stands in the list for having no value at all. */
const noValue: Offer = { id: '', label: 'No value' }

const searchPauseMs = 200

export class Picking {
  private readonly store = usePickStore()
  readonly draft
  readonly hasMany: boolean
  /** The text that looks for offers; null while none is typed. */
  readonly text = ref<string | null>(null)
  readonly found = shallowRef<readonly Offer[] | 'unanswered'>([])
  readonly isOpen = ref(false)
  readonly index = ref(-1)
  /** Why what was typed could not be taken. */
  private readonly unmet = ref<string | null>(null)
  private timer: ReturnType<typeof setTimeout> | undefined

  readonly known = computed(() => knownChoices(this.props.column))
  readonly offered = computed<readonly Offer[]>(() => {
    const offers = this.found.value === 'unanswered' ? [] : this.found.value
    if (this.hasMany) return offers.filter(({ id }) => !this.draft.shown.value.some((one) => one.id === id))
    const canClear = this.known.value !== null && this.props.column.isNullable && (this.text.value ?? '') === ''
    return canClear ? [...offers, noValue] : offers
  })
  readonly active = computed(() => this.offered.value[this.index.value])
  readonly problem = computed(() => this.unmet.value ?? this.draft.problem.value)

  /**
   * @param fieldId  names the field among others
   * @param showList  called when the list has something new to show
   */
  constructor(
    private readonly props: FieldProps,
    private readonly emit: FieldEmit,
    private readonly fieldId: string,
    private readonly showList: () => void,
  ) {
    this.hasMany = isMany(props.column)
    this.text.value = props.startText
    this.draft = useDraft<readonly ReferenceCell[]>(props, emit, {
      write: (cell) => pickedIn(props.column, cell),
      read: (picked) => ({ ok: true, cell: cellOfPicked(props.column, picked) }),
      isSame: (one, other) => one.length === other.length && one.every(({ id }, at) => id === other[at]?.id),
    })
  }

  private say(sentence: string | null): void {
    if (this.unmet.value === sentence) return
    this.unmet.value = sentence
    this.emit('problem', this.problem.value)
  }

  private async find(wanted: string): Promise<Offers> {
    const { column, place } = this.props
    if (this.known.value) return matching(this.known.value, wanted)
    return this.store.find(this.fieldId, place, column, wanted.trim())
  }

  /** Look for what is typed, and show it. */
  async search(): Promise<void> {
    const asked = this.text.value
    const answer = await this.find(asked ?? '')
    // The text went on meanwhile: what was found belongs to the one before.
    if (answer === null || this.text.value !== asked) return
    this.found.value = answer
    const written = (asked ?? '').trim()
    const meant = written === '' ? null : named(this.offered.value, written)
    const first = written === '' ? this.currentIndex() : this.offered.value.length === 0 ? -1 : 0
    this.index.value = meant ? this.offered.value.indexOf(meant) : first
    this.isOpen.value = true
    this.showList()
  }

  /** Where the one that is picked stands in the list. */
  private currentIndex(): number {
    const current = this.hasMany || this.text.value !== null ? undefined : this.draft.shown.value[0]
    return current ? this.offered.value.findIndex(({ id }) => id === current.id) : -1
  }

  type(written: string): void {
    this.text.value = written
    this.say(null)
    // What is listed belongs to the text before; Enter takes none of it.
    this.index.value = -1
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.search(), this.known.value ? 0 : searchPauseMs)
  }

  private hide(): void {
    clearTimeout(this.timer)
    this.isOpen.value = false
    this.index.value = -1
  }

  /** Take an offer: it becomes the value, or one more of several. */
  take(offer: Offer, move: Move): void {
    const one = { id: offer.id, label: offer.label }
    this.text.value = null
    this.say(null)
    if (!this.hasMany) {
      this.draft.type(offer === noValue ? [] : [one])
      this.hide()
      this.draft.commit(move)
      return
    }
    const before = this.draft.shown.value
    if (!before.some(({ id }) => id === one.id)) this.draft.type([...before, one])
    if (!this.props.isInGrid) this.draft.commit('none')
    if (this.isOpen.value) void this.search()
  }

  /** Take one of several away. */
  remove(id: string): void {
    this.draft.type(this.draft.shown.value.filter((one) => one.id !== id))
    if (!this.props.isInGrid) this.draft.commit('none')
  }

  /** Take what is typed where it names one offer; else say why not and stay. */
  private async takeTyped(move: Move): Promise<boolean> {
    const written = this.text.value ?? ''
    if (written.trim() === '') return this.takeNothing(move)
    const answer = await this.find(written)
    if (answer === null || this.text.value !== written) return false
    const meant = answer === 'unanswered' ? this.unverified(written) : (named(answer, written) ?? this.truth(written))
    if (meant) {
      this.take(meant, move)
      return true
    }
    this.hide()
    this.say(whyNone(this.props.column, written, answer === 'unanswered' ? null : answer))
    return false
  }

  /** Nothing is typed: a value that was wiped out is none, any other stays. */
  private takeNothing(move: Move): boolean {
    if (this.text.value !== null && !this.hasMany) this.draft.type([])
    this.text.value = null
    this.hide()
    return this.draft.commit(move)
  }

  /** Yes and no have many words. */
  private truth(written: string): Offer | null {
    if (this.props.column.type !== 'bool') return null
    const reading = readCell(this.props.column, written)
    return (reading.ok && pickedIn(this.props.column, reading.cell)[0]) || null
  }

  /** The server did not answer: an id is taken as it is, and looked at by the server when it is sent. */
  private unverified(written: string): Offer | null {
    const id = written.trim()
    const quoted = this.hasMany ? `"${id.replaceAll('"', '""')}"` : id
    return readCell(this.props.column, quoted).ok ? { id, label: id } : null
  }

  /** Enter: what the list points at, else what is typed. */
  async enter(move: Move): Promise<void> {
    const { value } = this.active
    if (value && this.isOpen.value) this.take(value, move)
    else await this.takeTyped(move)
  }

  /** On to the next cell: what is pointed at for a typed text, or the text itself, is taken first. */
  async goOn(move: Move): Promise<void> {
    const isTyped = (this.text.value ?? '').trim() !== ''
    if (isTyped && this.active.value) this.take(this.active.value, move)
    else if (!(await this.takeTyped(move))) return
    if (this.hasMany && this.props.isInGrid) this.draft.commit(move)
  }

  escape(event: KeyboardEvent): void {
    const hasWork = this.isOpen.value || this.text.value !== null || this.unmet.value !== null
    if (!this.props.isInGrid && !hasWork) return
    swallow(event)
    this.text.value = null
    this.say(null)
    this.hide()
    this.draft.restore()
  }

  /** The focus left: only what is named in full is taken. */
  leave(): void {
    this.hide()
    if (this.text.value === null) this.draft.leave()
    else void this.takeTyped('none')
  }

  /** Walk the list, or open it. */
  async step(by: number): Promise<void> {
    if (!this.isOpen.value) return this.search()
    const count = this.offered.value.length
    const start = this.index.value < 0 && by < 0 ? 1 : 0
    if (count > 0) this.index.value = (this.index.value + by + count + start) % count
  }

  /** The field is gone. */
  close(): void {
    clearTimeout(this.timer)
    this.store.stop(this.fieldId)
  }
}
