// A table of the sample server in one of its generations, with its distributions and what is asked for them.
import type { Bin } from '@shared/query/distribution/distribution'
import type { Query } from '@shared/query/query'
import { createSampleServer } from '@main/sample-server/index'
import { sampleAccounts } from '@main/sample-server/access/account'
import { createServerApp } from '@main/sample-server/http/server-app'
import type { TableModel } from '@main/sample-server/model/table-model'
import type { GenerationName } from '@main/sample-server/generation'
import { HttpClient } from '@main/server/http-client'
import { Asker } from '@main/server/molgenis-classic/ask'
import { ClassicConnection } from '@main/server/molgenis-classic/classic-connection'
import { readDistribution } from '@main/server/molgenis-classic/distribution/read-distribution'
import { generationOf } from '@main/server/molgenis-classic/generations'
import type { SessionGuard } from '@main/server/server-dialect'

const never = new AbortController().signal
const guard: SessionGuard = {
  explain: (error) => Promise.resolve(error),
  confirm: () => Promise.resolve(),
  noticeAnswer: () => undefined,
  noticeFailure: () => undefined,
}

/** Tables of a server in place of the sample ones. */
type OwnTables = { readonly tables: readonly TableModel[] }

/**
 * Open a table. `most` of its distributions is the number of rows that are read at the most.
 *
 * @param content  number of SNPs of the sample data, or other tables
 */
export async function distributionPlace(generation: GenerationName, tableId: string, content: number | OwnTables = 10) {
  const accounts = sampleAccounts(new Set())
  const { fetch: answer } =
    typeof content === 'number'
      ? createSampleServer({ snpCount: content, generation })
      : createServerApp({ accounts, generation, content: () => ({ packages: [], ...content }) })
  const asked: string[] = []
  const fetch = (url: string, init?: RequestInit) => {
    asked.push(decodeURIComponent(url))
    return Promise.resolve(answer(new Request(url, init)))
  }
  const asker = new Asker(new HttpClient({ root: 'https://server', fetch, token: () => null }), guard)
  const connection = new ClassicConnection(asker, generationOf(generation))
  const table = await connection.describeTable(tableId, never)
  const reader = await connection['reader'](tableId, never)
  const distribution = (of: Query, column: string, most?: number, bins: Bin[] | null = null) =>
    readDistribution(reader, of, { column, binCount: 12, bins }, never, most)
  const describe = (id: string) => connection.describeTable(id, never)
  return { describe, source: connection.rowSource(tableId), table, distribution, asked }
}
