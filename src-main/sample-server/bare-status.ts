// Answers on loopback begin with a bare status, as real servers' do: `HTTP/1.1 401 ` without a phrase behind it. Clients
// put the phrase into their messages, and the published ones are tested against messages without one.
import { ServerResponse, type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders } from 'node:http'

/** A response that says its status as a number only. */
export class BareStatusResponse<Asked extends IncomingMessage = IncomingMessage> extends ServerResponse<Asked> {
  override writeHead(status: number, ...rest: readonly unknown[]): this {
    const headers = rest.find((one) => typeof one === 'object') as
      OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined
    return super.writeHead(status, '', headers)
  }
}
