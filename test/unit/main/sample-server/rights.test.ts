// Rights that end in the middle of a row: a table that may be read refers to one that may not.
import { expect, it } from 'vitest'
import { sampleAccounts, type Accounts, type TableRight } from '@main/sample-server/access/account'
import { createServerApp } from '@main/sample-server/http/server-app'
import { sampleContent } from '@main/sample-server/sample/sample-content'

const sample = sampleAccounts(new Set())
const rightOn = (table: string): TableRight => (table === 'AseGene' || table === 'sys_md_Tag' ? 'none' : 'read')
const accounts: Accounts = { ...sample, guest: { ...sample.guest, rightOn } }
const app = createServerApp({
  accounts,
  content: (origin) => sampleContent({ snpCount: 2000, samplesPerSnp: 2 }, origin),
})

async function ask(path: string): Promise<string> {
  const response = await app.request(path)
  return `${String(response.status)} ${(await response.text()).slice(0, 200)}`
}

const DENIED = `401 {"errors":[{"message":"No 'Read data' permission on entity type 'AseGene' with id 'AseGene'.","code":"DS04"}]}`

it('refuses rows whose references are filled, wherever in a long page they stand', async () => {
  expect(await ask('/api/v2/ASE?num=1')).toBe(DENIED)
  expect(await ask('/api/v2/ASE?num=2000')).toBe(DENIED)
  expect(await ask('/api/v2/SampleAse?num=2000&attrs=ID,SNP_ID(Genes)')).toBe(DENIED)
  expect(await ask('/api/v1/ASE?num=1&expand=Genes')).toBe(DENIED)
})

it('answers where nothing leads there', async () => {
  for (const path of ['/api/v2/ASE?num=2000&attrs=SNP_ID,Pos', '/api/v2/SampleAse?num=2000', '/api/v1/ASE?num=2000']) {
    expect(await ask(path)).toMatch(/^200 /)
  }
})

it('names a system table that may not be seen, and hides any other', async () => {
  expect(await ask('/api/v2/AseGene')).toBe(
    `404 {"errors":[{"message":"Unknown entity type 'AseGene'.","code":"D01"}]}`,
  )
  expect(await ask('/api/v2/sys_md_Tag')).toMatch(
    /^401 .*'Read metadata' permission on entity type 'Tag' with id 'sys_md_Tag'/,
  )
})
