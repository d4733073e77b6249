// The fingerprint of sources: what must change it, what must not.
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint } from '../../../../build/setup/fingerprint.mjs'

describe('fingerprint', () => {
  let root = ''
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'fingerprint-'))
    await mkdir(join(root, 'src', 'deep'), { recursive: true })
    await writeFile(join(root, 'src', 'a.ts'), 'one')
    await writeFile(join(root, 'src', 'deep', 'b.ts'), 'two')
    await writeFile(join(root, 'lock.json'), '{}')
  })
  afterEach(() => rm(root, { recursive: true, force: true }))
  const now = () => fingerprint(root, ['src', 'lock.json', 'absent'])

  it('stays the same when only times change', async () => {
    const before = now()
    await utimes(join(root, 'src', 'a.ts'), new Date(0), new Date(0))
    expect(now()).toBe(before)
  })

  it('changes with a content, a name, a new file and a removed file', async () => {
    const seen = new Set([now()])
    await writeFile(join(root, 'src', 'deep', 'b.ts'), 'three')
    seen.add(now())
    await writeFile(join(root, 'src', 'c.ts'), '')
    seen.add(now())
    await rm(join(root, 'src', 'c.ts'))
    await writeFile(join(root, 'src', 'd.ts'), '')
    seen.add(now())
    await rm(join(root, 'lock.json'))
    seen.add(now())
    expect(seen.size).toBe(5)
  })

  it('tells text that moved from one file to the next', async () => {
    const before = now()
    await writeFile(join(root, 'src', 'a.ts'), 'onet')
    await writeFile(join(root, 'src', 'deep', 'b.ts'), 'wo')
    expect(now()).not.toBe(before)
  })

  it('leaves out what is not named', async () => {
    const before = now()
    await writeFile(join(root, 'notes.txt'), 'x')
    expect(now()).toBe(before)
  })
})
