// What a running download has so far, on the disk, so that a killed one can go on or be cleared away.
import { appendFile, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { places } from '@shared/dataset/places'
import { querySchema } from '@shared/query/query'
import { serverIdSchema } from '@shared/server/server-profile'
import { datasetIdSchema, tableSchema } from '@shared/table/table'
import { z } from 'zod'

const ledgerVersion = 1

const headSchema = z.object({
  version: z.literal(ledgerVersion),
  /** The kept copy that it becomes; null for a passing copy, as an export needs one. */
  datasetId: datasetIdSchema.nullable(),
  serverId: serverIdSchema,
  tableId: z.string(),
  query: querySchema,
  /** Metadata with the columns that are read. */
  table: tableSchema,
  pageRows: z.number().int().positive(),
  totalCount: z.number().int().nonnegative(),
  startedAtIso: z.string(),
})

/** What a download was started with and what the server told at its beginning. */
export type LedgerHead = z.infer<typeof headSchema>

const pageSchema = z.object({ offset: z.number().int().nonnegative(), rowCount: z.number().int().nonnegative() })
/** A page that lies finished as a part. */
export type FinishedPage = z.infer<typeof pageSchema>

export type Ledger = { readonly head: LedgerHead; readonly pages: readonly FinishedPage[] }

const headFile = 'ledger.json'
const pagesFile = 'pages.jsonl'

/** The ledger of one job, below the folder of kept copies. */
export class LedgerFile {
  private readonly folder: string

  constructor(
    private readonly root: string,
    private readonly jobId: string,
  ) {
    this.folder = join(root, places.job(jobId))
  }

  /** Begin; what an earlier ledger said of finished pages no longer counts. */
  async begin(head: Omit<LedgerHead, 'version'>): Promise<void> {
    await mkdir(this.folder, { recursive: true })
    await writeFile(join(this.folder, pagesFile), '')
    const path = join(this.folder, headFile)
    await writeFile(`${path}.tmp`, JSON.stringify({ version: ledgerVersion, ...head }))
    await rename(`${path}.tmp`, path)
  }

  /** Note a page whose part is complete. */
  async note(page: FinishedPage): Promise<void> {
    await appendFile(join(this.folder, pagesFile), `${JSON.stringify(page)}\n`)
  }

  /** The ledger as it stands; null when there is none that can be read. Pages without their part are left out. */
  async read(): Promise<Ledger | null> {
    try {
      const head = headSchema.parse(JSON.parse(await readFile(join(this.folder, headFile), 'utf8')))
      const lines = (await readFile(join(this.folder, pagesFile), 'utf8')).split('\n')
      const pages = new Map<number, FinishedPage>()
      for (const line of lines) {
        const page = readPage(line)
        if (page && (await exists(join(this.root, places.part(this.jobId, page.offset))))) pages.set(page.offset, page)
      }
      return { head, pages: [...pages.values()] }
    } catch {
      // No ledger, or a half-written one: the job begins anew.
      return null
    }
  }
}

/** A line may be cut off where the program was killed. */
function readPage(line: string): FinishedPage | null {
  try {
    return pageSchema.parse(JSON.parse(line))
  } catch {
    return null
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
