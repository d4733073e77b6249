import { metadataForm } from '@main/server/molgenis-classic/metadata-form'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const recorded = (name: string): { readonly [key: string]: unknown } => {
  const path = new URL(`../../../../fixtures/recorded/${name}.json`, import.meta.url)
  return (JSON.parse(readFileSync(path, 'utf8')) as { response: { json: Record<string, unknown> } }).response.json
}
type Form = { data: { attributes: { items: { data: Record<string, unknown> }[] } } & Record<string, unknown> }
/** Without what only the server knows: its own identifiers, and choices that another question gives. */
const comparable = ({ data }: Form) => ({
  ...data,
  indexingDepth: undefined,
  attributes: data.attributes.items.map(({ data: attribute }) => ({
    ...attribute,
    id: undefined,
    parentAttributeId: 'parentAttributeId' in attribute,
    categoricalOptions: undefined,
  })),
})

it('says of a table what the metadata interface of a real server says of it', () => {
  const { meta } = recorded('read-v2-all-types') as { meta: Record<string, unknown> }
  const made = metadataForm(meta, 'https://server') as Form
  const real = recorded('read-v3-metadata-flat') as unknown as Form
  expect(comparable(made)).toEqual(comparable(real))
  expect(made.data.attributes.items[2]?.data['parentAttributeId']).toBe('grp')
})
