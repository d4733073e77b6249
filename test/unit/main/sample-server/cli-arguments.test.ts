import { describe, expect, it } from 'vitest'
import { readCliArguments } from '@main/sample-server/cli-arguments'

const read = (line: string) => readCliArguments(line.split(' ').filter((word) => word !== ''))

describe('the command line of the sample server', () => {
  it('may be empty', () => {
    expect(read('')).toEqual({
      ok: true,
      value: { port: 8080, snpCount: 2000, samplesPerSnp: 25, isLocked: false, tokenMinutes: 120, generation: '10.2' },
    })
  })

  it('takes every option, with a space or an equals sign', () => {
    expect(read('--port 0 --snps=60000 --samples 25 --locked --token-minutes 0.5 --generation=8.4')).toEqual({
      ok: true,
      value: { port: 0, snpCount: 60000, samplesPerSnp: 25, isLocked: true, tokenMinutes: 0.5, generation: '8.4' },
    })
  })

  it.each([
    [
      '--prot 1',
      'The option --prot does not exist. Use: npm run sample-server -- [--port N] [--snps N] [--samples N] [--locked] [--token-minutes N] [--generation 1.14|2|4|6|7|8.4|10.2]',
    ],
    ['--generation 3', 'The option --generation got "3", but it needs one of 1.14, 2, 4, 6, 7, 8.4, 10.2.'],
    ['--port', 'The option --port needs a value: a port number from 0 (any free port) to 65535.'],
    ['--port 70000', 'The option --port got "70000", but it needs a port number from 0 (any free port) to 65535.'],
    ['--snps many', 'The option --snps got "many", but it needs a whole number of SNPs from 0 to 1000000.'],
    ['--samples 0', 'The option --samples got "0", but it needs a whole number of samples per SNP from 1 to 100000.'],
    [
      '--samples 2.5',
      'The option --samples got "2.5", but it needs a whole number of samples per SNP from 1 to 100000.',
    ],
    ['--snps -1', 'The option --snps got "-1", but it needs a whole number of SNPs from 0 to 1000000.'],
    [
      '--snps 1000000 --samples 1000',
      '1000000 SNPs with 1000 samples each are more than 100000000 rows. Ask for fewer SNPs or fewer samples.',
    ],
  ])('says what is wrong with %s', (line, message) => {
    expect(read(line)).toEqual({ ok: false, message })
  })
})
