// Names products that answer at an address but cannot be opened, so that a person is told more than 'not this'.
import { isCancelled, type AppError } from '@shared/errors/app-error'
import { z } from 'zod'
import type { HttpClient } from './http-client'

const manifestQuery = encodeURIComponent('{_manifest{SpecificationVersion ImplementationVersion DatabaseVersion}}')
const manifestSchema = z.object({ data: z.object({ _manifest: z.object({ SpecificationVersion: z.string() }) }) })

/**
 * The product's name with its version where it tells one; null when it is not recognised.
 *
 * MOLGENIS EMX2 answers GraphQL at `/api/graphql`, to everyone; its pages name it, and its start page is
 * `/apps/central`.
 *
 * @param refusal  what the server said to a question that it did not know
 */
export async function nameProduct(
  http: HttpClient,
  refusal: AppError | null,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const path = `/api/graphql?query=${manifestQuery}`
    const { body } = await http.json({ method: 'GET', path, isRepeatable: false }, signal)
    const manifest = manifestSchema.safeParse(body)
    if (manifest.success) return `MOLGENIS EMX2 (${manifest.data.data._manifest.SpecificationVersion})`
  } catch (error) {
    if (isCancelled(error)) throw error
  }
  const hints = `${String(refusal?.facts['serverWords'] ?? '')} ${String(refusal?.facts['location'] ?? '')}`
  return /\bemx2\b|\/apps\/central/i.test(hints) ? 'MOLGENIS EMX2' : null
}
