// What a start may be given.
import { parseStartOptions } from '@main/app/start-options'
import { describe, expect, it } from 'vitest'

const none = { screenshot: null, open: null, theme: null, size: null, userData: null }
const parse = (...args: string[]) => parseStartOptions(args, '/home/user/here')

describe('parseStartOptions', () => {
  it('takes nothing for granted', () => {
    expect(parse()).toEqual(none)
  })

  it('reads every option, with a space or an equals sign', () => {
    expect(
      parse(
        '--screenshot',
        'a.png',
        '--open=sample/SampleAse',
        '--theme',
        'dark',
        '--size=1024x700',
        '--user-data',
        '../p',
      ),
    ).toEqual({
      screenshot: '/home/user/here/a.png',
      open: { server: 'sample', table: 'SampleAse' },
      theme: 'dark',
      size: { width: 1024, height: 700 },
      userData: '/home/user/p',
    })
  })

  it('opens a server alone', () => {
    expect(parse('--open', 'sample').open).toEqual({ server: 'sample', table: null })
  })

  it('leaves switches of the platform alone', () => {
    expect(parse('--no-sandbox', '--remote-debugging-port=0', '/path/to/app')).toEqual(none)
  })

  it.each([
    [['--theme', 'blue'], 'light or dark'],
    [['--size', 'big'], 'WIDTHxHEIGHT'],
    [['--screenshot'], 'wants a value'],
    [['--screenshot', '--theme', 'dark'], 'wants a value'],
    [['--open', '/T'], 'a server and a table'],
  ])('refuses %j with a sentence', (args, sentence) => {
    expect(() => parse(...args)).toThrow(sentence)
  })
})
