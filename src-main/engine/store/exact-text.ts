// Texts come out of the database as they went in: the library's reader would drop a byte order mark at their beginning.
import { textDecoder } from '@duckdb/node-api/lib/vectors/dataAccessors.js'

const exactDecoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Let the library read texts to the letter. To be called before the first question. */
export function readTextsExactly(): void {
  Object.assign(textDecoder as object, { decode: (bytes: Uint8Array) => exactDecoder.decode(bytes) })
}
