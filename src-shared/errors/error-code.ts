// The closed set of error codes. Every failure a person can meet is one of these.

/** All error codes, in the order in which the error texts list them. */
export const errorCodes = [
  'input.invalid',
  'network.address-unknown',
  'network.refused',
  'network.timeout',
  'network.certificate',
  'network.proxy',
  'network.unreachable',
  'network.interrupted',
  'auth.required',
  'auth.refused',
  'auth.password-change',
  'auth.expired',
  'server.not-molgenis',
  'server.unavailable',
  'server.refused',
  'server.answer-malformed',
  'table.missing',
  'query.invalid',
  'query.refused',
  'dataset.missing',
  'dataset.corrupt',
  'dataset.changed',
  'engine.stopped',
  'disk.full',
  'file.failed',
  'cancelled',
  'internal',
] as const

/** One error code: `<room>.<what happened>`, or `cancelled` / `internal`. */
export type ErrorCode = (typeof errorCodes)[number]
