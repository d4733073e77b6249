// The words after `npm start --`: checked here, so that a slip gets a sentence before a window opens.
import { resolve } from 'node:path'
import { SetupStop } from './say.mjs'

const USAGE = `Usage: npm start [-- OPTIONS]

  --screenshot FILE   write a PNG of the window once it is usable, and end
  --open TABLE        open a table at the start, such as sample/SampleAse
  --theme THEME       dark or light, instead of the system's
  --size WIDTHxHEIGHT size of the window, such as 1024x700
  --user-data DIR     a profile of its own in this folder
  --help              show this text

Words after a second -- go to Electron itself.`

const text = (value) => value
const CHECKS = {
  '--screenshot': (value, from) => resolve(from, value),
  '--open': text,
  '--theme': (value) => {
    if (value !== 'dark' && value !== 'light') throw new SetupStop(`--theme takes dark or light, not '${value}'.`)
    return value
  },
  '--size': (value) => {
    const match = /^(\d{2,5})x(\d{2,5})$/.exec(value)
    if (!match) throw new SetupStop(`--size takes a width and a height such as 1024x700, not '${value}'.`)
    return value
  },
  '--user-data': (value, from) => resolve(from, value),
}

/**
 * Check the options of `npm start`.
 *
 * @param {string[]} words  as typed
 * @param {string} from     the folder that relative paths are meant from
 * @returns {{ help: string } | { forApplication: string[], forElectron: string[] }} paths are absolute in the answer
 * @throws SetupStop naming the word that is wrong and what would be right
 */
export function readStartArguments(words, from) {
  const forApplication = []
  const split = words.indexOf('--')
  const own = split < 0 ? words : words.slice(0, split)
  const forElectron = split < 0 ? [] : words.slice(split + 1)
  for (let index = 0; index < own.length; index += 1) {
    const [name, inline] = splitAtEquals(own[index])
    if (name === '--help' || name === '-h') return { help: USAGE }
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : null
    if (!check) throw new SetupStop(`npm start does not know '${own[index]}'.\n\n${USAGE}`)
    const value = inline ?? own[(index += 1)]
    if (!value || (inline === undefined && value.startsWith('--')))
      throw new SetupStop(`${name} needs a value.\n\n${USAGE}`)
    forApplication.push(name, check(value, from))
  }
  return { forApplication, forElectron }
}

function splitAtEquals(word) {
  const at = word.indexOf('=')
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)]
}
