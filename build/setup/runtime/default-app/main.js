// Starts the application whose folder or file is named on the command line: `electron [-r FILE]… [flags] PATH [arguments]`.
// A runtime that was taken from another product has no such starter of its own; this one stands in the same place.
'use strict'
const { existsSync, readFileSync, statSync } = require('node:fs')
const Module = require('node:module')
const path = require('node:path')
const { pathToFileURL } = require('node:url')
const { app } = require('electron')

function readCommandLine(words) {
  const preload = []
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]
    if (word === '-r' || word === '--require') preload.push(words[(index += 1)])
    else if (word === '-v' || word === '--version') return { preload, version: true }
    else if (word.startsWith('--app=')) return { preload, target: word.slice('--app='.length) }
    else if (!word.startsWith('-')) return { preload, target: word }
  }
  return { preload }
}

/** Give the application its own name, version and paths, as if it were packaged; answers the file to load. */
function takeIdentity(target) {
  const place = path.resolve(target)
  if (!existsSync(place)) throw new Error(`There is no application at ${place}.`)
  if (!statSync(place).isDirectory()) {
    setAppPath(path.dirname(place))
    return { file: place, isModule: place.endsWith('.mjs') }
  }
  const packageFile = path.join(place, 'package.json')
  const described = existsSync(packageFile) ? JSON.parse(readFileSync(packageFile, 'utf8')) : {}
  if (described.version) app.setVersion(described.version)
  if (described.productName || described.name) app.setName(described.productName || described.name)
  if (process.platform === 'linux' && app.setDesktopName)
    app.setDesktopName(described.desktopName || `${app.getName()}.desktop`)
  setAppPath(place)
  const file = Module.createRequire(path.join(place, 'index.js')).resolve(
    path.join(place, described.main || 'index.js'),
  )
  const isModule = file.endsWith('.mjs') || (described.type === 'module' && !file.endsWith('.cjs'))
  return { file, isModule }
}

function setAppPath(folder) {
  // With --user-data-dir Chromium already has its folder; the name gives it otherwise.
  const folderOfSwitch = app.commandLine.getSwitchValue('user-data-dir')
  app.setPath('userData', folderOfSwitch || path.join(app.getPath('appData'), app.getName()))
  app.setAppPath(folder)
}

function fail(error) {
  process.stderr.write(`The application could not be started: ${error && error.stack ? error.stack : error}\n`)
  app.exit(1)
}

function start() {
  const line = readCommandLine(process.argv.slice(1))
  if (line.version) {
    process.stdout.write(`v${process.versions.electron}\n`)
    app.exit(0)
    return
  }
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  for (const file of line.preload) Module.createRequire(path.join(process.cwd(), 'index.js'))(file)
  if (!line.target) throw new Error('Name the folder of an application: electron PATH')
  const { file, isModule } = takeIdentity(line.target)
  if (isModule) import(pathToFileURL(file).href).catch(fail)
  else Module._load(file, null, true)
}

try {
  start()
} catch (error) {
  fail(error)
}
