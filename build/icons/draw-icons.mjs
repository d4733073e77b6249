// Draws the PNG icons from icon.svg with the project's own Electron: `node build/icons/draw-icons.mjs`.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../setup/child.mjs'
import { projectRoot } from '../setup/places.mjs'
import { SetupStop } from '../setup/say.mjs'
import { runScript } from '../setup/script.mjs'
import { setUp } from '../setup/set-up.mjs'

await runScript(async () => {
  const ready = await setUp({ screen: 'where-absent' })
  try {
    const app = join(projectRoot, 'build', 'icons', 'draw-icons-app.cjs')
    const { code, output } = await run(ready.runtime.executable, [...ready.electronFlags, app], {
      env: ready.env,
      capture: true,
    })
    const pictures = /^PICTURES (.*)$/m.exec(output)
    if (code !== 0 || !pictures) throw new SetupStop(`The icons could not be drawn:\n${output.trim()}`)
    for (const [name, base64] of Object.entries(JSON.parse(pictures[1]))) {
      await writeFile(join(projectRoot, 'build', 'icons', name), Buffer.from(base64, 'base64'))
    }
  } finally {
    ready.close()
  }
})
