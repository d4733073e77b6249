// Refusals as a generation words them: statuses, codes and sentences that changed.
import type { RefusalFeatures } from '../generation'
import { InputRefusal, PermissionRefusal, ServerRefusal, ValidationRefusal } from '../model/server-refusal'
import { containerRefusal, errorAnswer, inputProblem, pageAnswer, problemAnswer } from './answers'

/** What the form of a refusal depends on beside the refusal itself. */
export type RefusedRequest = {
  readonly path: string
  readonly filter: string | undefined
  readonly origin: string
  readonly isGuest: boolean
  readonly isScript: boolean
}

/** Codes that were there first, and only for the second and first API's own lookups. */
const METADATA_CODES = new Set(['D01', 'D04', 'D02', 'Max', 'Min', 'typeMismatch'])
const UNKNOWN = new Set(['D01', 'D04'])
const UNKNOWN_ROW = new Set(['D02', 'D02a'])

/** Versions 1 and 2 list errors, version 3 and what belongs to it describe a problem. */
export function refusalAnswer(error: Error, features: RefusalFeatures, request: RefusedRequest): Response {
  const refusal =
    error instanceof ServerRefusal
      ? error
      : new ServerRefusal(500, error.message === '' ? 'Unknown error' : error.message)
  const { path, origin } = request
  if (/^\/api\/(?:data|metadata|permissions|files)\b/.test(path)) {
    const input = inputRefusal(refusal, request)
    if (input !== undefined) return inputProblem(input, origin)
    return problemAnswer(refusal.status, origin, { detail: refusal.message, code: refusal.code })
  }
  if (refusal.code === 'Max' && features.hasPageLimitByContainer) return containerRefusal('Bad Request')
  const isV2 = path.startsWith('/api/v2/')
  const status = statusOf(refusal, features, isV2, request.isGuest)
  const isCoded = features.codes === 'all' || (features.codes === 'metadata' && METADATA_CODES.has(refusal.code ?? ''))
  const code = isCoded ? refusal.code : undefined
  if (refusal instanceof ValidationRefusal && !isV2) {
    return errorAnswer(
      status,
      refusal.violations.map((message) => ({ message })),
    )
  }
  return errorAnswer(status, [{ message: messageOf(refusal, features), code }])
}

/** The answer to an address or method that does not exist. */
export function unknownRouteAnswer(status: 404 | 405, features: RefusalFeatures, request: RefusedRequest): Response {
  if (features.hasProblems) return problemAnswer(status, request.origin)
  return pageAnswer(status, features.mindsScripts && request.isScript)
}

/** Filter text that does not parse is a parameter like any other to the third version. */
function inputRefusal(refusal: ServerRefusal, { filter = '' }: RefusedRequest): InputRefusal | undefined {
  if (refusal instanceof InputRefusal) return refusal
  if (refusal.code !== 'typeMismatch') return undefined
  const operator = /Invalid query operator (\S+)\.$/.exec(refusal.message)?.[1]
  return operator === undefined
    ? new InputRefusal('q', filter, 'An error occurred.', undefined)
    : new InputRefusal('q', filter, `Invalid query operator '${operator}'.`, 'API05')
}

function statusOf(refusal: ServerRefusal, features: RefusalFeatures, isV2: boolean, isGuest: boolean): number {
  const { status, code = '' } = refusal
  if (refusal instanceof PermissionRefusal) {
    if (isV2 && features.isV2Rough) return 500
    return isGuest ? 401 : features.deniedStatus
  }
  if (isV2 && UNKNOWN.has(code)) return features.unknownInV2
  if (isV2 && UNKNOWN_ROW.has(code)) return features.unknownRowInV2
  // Servers without codes did not foresee in the first API that others refer to a row.
  if (!isV2 && code === 'D19' && features.codes === 'none') return 500
  return status
}

function messageOf(refusal: ServerRefusal, features: RefusalFeatures): string {
  if (refusal instanceof PermissionRefusal) return permissionText(refusal, features.permissionText)
  if (refusal.code === 'WEB03' && features.codes !== 'all') {
    // The sentence was put together wrongly, and nobody noticed.
    return refusal.message.replace(/operator '[^']*'/, `operator '" + symbol + "'`)
  }
  return refusal.message
}

function permissionText(refusal: PermissionRefusal, form: RefusalFeatures['permissionText']): string {
  const { permission, label, tableId } = refusal
  const name = permission.startsWith('Read') ? 'READ' : permission.endsWith('metadata') ? 'WRITEMETA' : 'WRITE'
  switch (form) {
    case 'plain':
      return `No ${name} permission on entity ${tableId}`
    case 'brackets':
      return `No [${name}] permission on entity [${tableId}]`
    case 'labelled':
      return `No [${name}] permission on entity type [${label}] with id [${tableId}]`
    case 'quoted':
      return refusal.message
  }
}
