// Writes the import table into the README, so that the map is always the one that is checked.
import { readFileSync, writeFileSync } from 'node:fs'
import { layers } from './layers.mjs'

/** The table as Markdown. */
export function layersTable() {
  const rows = Object.entries(layers).map(([room, { rooms, why }]) => {
    const imports = rooms.map((one) => `\`${one}\``).join(', ') || 'nothing'
    return `| \`${room}\` | ${why} | ${imports} |`
  })
  return ['| room | holds | may import |', '|---|---|---|', ...rows].join('\n')
}

/** The README with the table between its marks. */
export const withTable = (readme) =>
  readme.replace(
    /<!-- layers:start -->[\s\S]*<!-- layers:end -->/,
    `<!-- layers:start -->\n${layersTable()}\n<!-- layers:end -->`,
  )

if (process.argv[1]?.endsWith('readme-table.mjs')) {
  const path = new URL('../README.md', import.meta.url)
  writeFileSync(path, withTable(readFileSync(path, 'utf8')))
}
