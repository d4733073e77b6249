// The one way in which the sample server says no: status, code and sentence as the real server words them.

/**
 * A request that the server refuses.
 *
 * @param status   HTTP status of the answer
 * @param message  the server's sentence, sent as it is
 * @param code     the server's error code (`D01`, `Max`, …); absent where the real server sends none
 */
export class ServerRefusal extends Error {
  readonly status: number
  readonly code: string | undefined

  constructor(status: number, message: string, code?: string) {
    super(message)
    this.name = 'ServerRefusal'
    this.status = status
    this.code = code
  }
}

/**
 * Rows that break rules of their table: 400 without a code, one sentence for each rule that is broken.
 *
 * @param violations  sentences; v1 sends each on its own, v2 all in one
 */
export class ValidationRefusal extends ServerRefusal {
  readonly violations: readonly string[]

  constructor(violations: readonly string[]) {
    super(400, violations.join('.'))
    this.name = 'ValidationRefusal'
    this.violations = violations
  }
}

/** A missing permission: 401 DS04, in the words of the newest generation. */
export class PermissionRefusal extends ServerRefusal {
  /**
   * @param permission  in the server's words ('Read metadata', 'Add data')
   * @param label       of the table
   * @param tableId     of the table
   */
  constructor(
    readonly permission: string,
    readonly label: string,
    readonly tableId: string,
  ) {
    super(401, `No '${permission}' permission on entity type '${label}' with id '${tableId}'.`, 'DS04')
    this.name = 'PermissionRefusal'
  }
}

/** A parameter that the third version does not take: 400 with the field, its value and the reason. */
export class InputRefusal extends ServerRefusal {
  constructor(
    readonly field: string,
    readonly value: string,
    readonly detail: string,
    readonly errorCode: string | undefined,
  ) {
    super(400, detail, errorCode)
    this.name = 'InputRefusal'
  }
}
