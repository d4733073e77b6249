// The words after `npm start --`.
import { describe, expect, it } from 'vitest'
import { readStartArguments } from '../../../../build/setup/start-arguments.mjs'

const read = (...words: string[]) => readStartArguments(words, '/home/ada')

describe('readStartArguments', () => {
  it('passes everything on, with paths meant from the caller’s folder', () => {
    const words = [
      '--screenshot',
      'a.png',
      '--open=sample/SampleAse',
      '--theme',
      'dark',
      '--size',
      '1024x700',
      '--user-data',
      '../p',
    ]
    expect(read(...words)).toEqual({
      forApplication: [
        ...['--screenshot', '/home/ada/a.png', '--open', 'sample/SampleAse', '--theme', 'dark'],
        ...['--size', '1024x700', '--user-data', '/home/p'],
      ],
      forElectron: [],
    })
  })

  it('gives Electron the words after a second --', () => {
    expect(read('--theme', 'light', '--', '--password-store=basic')).toEqual({
      forApplication: ['--theme', 'light'],
      forElectron: ['--password-store=basic'],
    })
  })

  it('starts plainly without words', () => {
    expect(read()).toEqual({ forApplication: [], forElectron: [] })
  })

  it('answers the usage for --help', () => {
    expect(read('--help')).toEqual({ help: expect.stringContaining('--screenshot FILE') as string })
  })

  it.each([
    [['--theme', 'blue'], /--theme takes dark or light, not 'blue'/],
    [['--size', 'big'], /--size takes a width and a height such as 1024x700, not 'big'/],
    [['--screenshot'], /--screenshot needs a value/],
    [['--screenshot', '--theme', 'dark'], /--screenshot needs a value/],
    [['--open='], /--open needs a value/],
    [['--verbose'], /does not know '--verbose'/],
    [['toString'], /does not know 'toString'/],
  ])('says what is wrong with %j', (words, sentence) => {
    expect(() => read(...words)).toThrow(sentence)
  })
})
