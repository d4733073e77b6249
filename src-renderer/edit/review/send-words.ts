// The question before changes are sent, from what would go and what is left out.
import { formatCount, formatCounted } from '../../ui/format'
import type { TableOutlook } from '../send-store'
import { sendVerb } from './change-words'

/** A line of the question. */
export type QuestionLine = {
  readonly text: string
  readonly icon: string
  readonly tone: 'plain' | 'warn' | 'danger'
}

/** What is asked; `verb` is null when nothing can go. */
export type SendQuestion = {
  readonly title: string
  readonly lines: readonly QuestionLine[]
  readonly verb: string | null
  readonly deletes: boolean
  readonly hasLeftOut: boolean
}

const sum = (outlooks: readonly TableOutlook[], count: (one: TableOutlook) => number): number =>
  outlooks.reduce((total, one) => total + count(one), 0)

/** `of ASE on Hospital`; the table is named where there is only one. */
function ofWhat(outlooks: readonly TableOutlook[], serverName: string): string {
  const only = outlooks.length === 1 ? outlooks[0] : undefined
  return only ? `of ${only.tableLabel} on ${serverName}` : `on ${serverName}`
}

function titleOf(deleting: readonly TableOutlook[], goingCount: number, serverName: string): string {
  const deletions = sum(deleting, (one) => one.deletionCount)
  if (deletions > 0) return `Delete ${formatCounted(deletions, 'row')} ${ofWhat(deleting, serverName)}?`
  if (goingCount === 0) return 'Nothing can be sent yet'
  return `Send ${formatCounted(goingCount, 'change')} to ${serverName}?`
}

function verbOf(deletions: number, others: number): string | null {
  if (deletions + others === 0) return null
  if (deletions === 0) return sendVerb(others)
  const verb = `Delete ${formatCounted(deletions, 'row')}`
  return others === 0 ? verb : `${verb} and send ${formatCounted(others, 'other change')}`
}

const leftOut = (count: number, of: string, why: string, toDo: string): string =>
  `${formatCounted(count, 'row')} of ${of} ${why} and ${count === 1 ? 'is' : 'are'} left out ${toDo}.`

function linesOf(one: TableOutlook, deletingCount: number): QuestionLine[] {
  const lines: QuestionLine[] = []
  if (one.deletionCount > 0 && deletingCount > 1) {
    const text = `${formatCounted(one.deletionCount, 'row')} of ${one.tableLabel} will be deleted.`
    lines.push({ text, icon: 'i-lucide-trash-2', tone: 'danger' })
  }
  if (one.problemCount > 0) {
    const why = one.problemCount === 1 ? 'has a problem' : 'have problems'
    const text = leftOut(one.problemCount, one.tableLabel, why, 'until mended')
    lines.push({ text, icon: 'i-lucide-circle-alert', tone: 'danger' })
  }
  if (one.conflictCount > 0) {
    const why = `${one.conflictCount === 1 ? 'was' : 'were'} changed by someone else`
    const text = leftOut(one.conflictCount, one.tableLabel, why, 'until you decide')
    lines.push({ text, icon: 'i-lucide-git-compare', tone: 'warn' })
  }
  return lines
}

/** Put the question together. */
export function sendQuestion(outlooks: readonly TableOutlook[], serverName: string): SendQuestion {
  const deleting = outlooks.filter((one) => one.deletionCount > 0)
  const deletions = sum(deleting, (one) => one.deletionCount)
  const goingCount = sum(outlooks, (one) => one.goingCount)
  const others = goingCount - deletions
  const lines = outlooks.flatMap((one) => linesOf(one, deleting.length))
  if (deletions > 0) {
    const text =
      deletions === 1
        ? 'A deleted row is gone for everybody on the server.'
        : 'Deleted rows are gone for everybody on the server.'
    lines.unshift({ text, icon: 'i-lucide-trash-2', tone: 'danger' })
  }
  if (deletions > 0 && others > 0) {
    const text = `${formatCount(others)} other ${others === 1 ? 'change is' : 'changes are'} sent with ${deletions === 1 ? 'it' : 'them'}.`
    lines.push({ text, icon: 'i-lucide-upload', tone: 'plain' })
  }
  return {
    title: titleOf(deleting, goingCount, serverName),
    lines,
    verb: verbOf(deletions, others),
    deletes: deletions > 0,
    hasLeftOut: sum(outlooks, (one) => one.problemCount + one.conflictCount) > 0,
  }
}
