// The 21 published rows of rs12460890 as the tutorial prints them.

/** Id, sample, reference and alternative counts, in the order of the server. */
export const tutorialRows: readonly (readonly [id: string, sample: string, reference: string, alternative: string])[] =
  [
    ['1418785', 'ERS194242', '130', '121'],
    ['1418786', 'ERS326942', '4142', '4791'],
    ['1418787', 'ERS327006', '19', '28'],
    ['1418788', 'SRS353551', '19', '23'],
    ['1418789', 'SRS271084', '32', '11'],
    ['1418790', 'SRS375020', '639', '572'],
    ['1418791', 'SRS375024', '202', '309'],
    ['1418792', 'SRS375022', '423', '401'],
    ['1418793', 'SRS375030', '271', '234'],
    ['1418794', 'SRS375026', '806', '1081'],
    ['1418795', 'SRS375027', '213', '201'],
    ['1418796', 'SRS376459', '74', '96'],
    ['1418797', 'SRS375032', '730', '655'],
    ['1418798', 'SRS376461', '584', '699'],
    ['1418799', 'SRS376464', '331', '391'],
    ['1418800', 'SRS376469', '13', '14'],
    ['1418801', 'SRS376467', '70', '101'],
    ['1418802', 'SRS376468', '47', '35'],
    ['1418803', 'SRS418748', '19', '28'],
    ['1418804', 'SRS418754', '44', '47'],
    ['1418805', 'SRS418755', '60', '55'],
  ]

/** What stands in the other columns of all 21 rows. */
export const tutorialPlace = { snp: 'rs12460890', chromosome: '19', position: '829568' } as const

/** A count as the screen shows it. */
export const grouped = (digits: string): string => Number(digits).toLocaleString('en')
