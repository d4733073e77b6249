// Staged changes for tests of the review.
import { keyOfRow, type EditSummary, type RowKey, type StagedRow } from '@shared/edit/staged'
import type { ServerEntry, ServerId } from '@shared/server/server-profile'
import { editSummary } from '../../../../support/renderer/edit-summary'

export const serverId = 'hospital' as ServerId

export const summary = (part: Partial<EditSummary> = {}): EditSummary =>
  editSummary({ serverId, tableId: 'ASE' }, { changeCount: 3, undoTitle: 'Change Pvalue of rs1', ...part })

export const changed = (part: Partial<StagedRow> = {}): StagedRow => ({
  key: keyOfRow(part.id ?? 'rs1'),
  kind: 'change',
  id: 'rs1',
  label: 'rs1',
  before: { Pvalue: 0.5, Note: '' },
  after: { Pvalue: 0.25 },
  problems: {},
  refusal: null,
  conflict: null,
  isUnknown: false,
  ...part,
})

export const newKey = (number: number): RowKey => `new/${number}` as RowKey

export const serverEntry = (state: ServerEntry['session']['state'] = 'signed-in'): ServerEntry => ({
  id: serverId,
  name: 'Hospital',
  address: 'https://hospital.example.org',
  signInKind: 'password',
  userName: 'ann',
  lastUsedAtIso: null,
  session: {
    state,
    userName: state === 'signed-in' ? 'ann' : null,
    serverVersion: null,
    tokenKeptIn: null,
    signedInAtIso: null,
    endedBy: null,
  },
})
