// Takes the mark-up out of a text before its words are read.

/** Names of the signs from U+00A0 to U+00FF, in their order. */
const latin = (
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro ' +
  'para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil ' +
  'Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave ' +
  'Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml ' +
  'igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute ' +
  'thorn yuml'
).split(' ')

/** Names of the Greek capitals from U+0391 on, in their order; the one in the middle stands for no letter. */
const greek =
  'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi Chi Psi Omega'.split(
    ' ',
  )

const entities: ReadonlyMap<string, string> = new Map([
  ...Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’',
    sbquo: '‚', ldquo: '“', rdquo: '”', bdquo: '„', hellip: '…', bull: '•', euro: '€', trade: '™', prime: '′', Prime: '″',
    le: '≤', ge: '≥', ne: '≠', minus: '−', infin: '∞', rarr: '→', larr: '←', OElig: 'Œ', oelig: 'œ', Scaron: 'Š',
    scaron: 'š', Yuml: 'Ÿ', fnof: 'ƒ', sigmaf: 'ς' }), // prettier-ignore
  ...latin.map((name, at): [string, string] => [name, String.fromCharCode(0xa0 + at)]),
  ...greek.flatMap((name, at): [string, string][] => [
    [name, String.fromCharCode(0x391 + at)],
    [name.toLowerCase(), String.fromCharCode(0x3b1 + at)],
  ]),
])

// Tags within a line hold the words around them together; all others part them.
const inline = new Set(['a', 'abbr', 'acronym', 'b', 'basefont', 'bdo', 'big', 'cite', 'code', 'dfn', 'em', 'font', 'i',
  'img', 'input', 'kbd', 'label', 'q', 's', 'samp', 'select', 'small', 'span', 'strike', 'strong', 'sub', 'sup',
  'textarea', 'tt', 'u', 'var']) // prettier-ignore

const unread = /<!--[\s\S]*?-->|<(script|style)\b[^>]*>[\s\S]*?<\/\1\s*>|<[!?][^>]*>/gi
const tag = /<\/?([a-z][a-z0-9:-]*)(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?\/?>/gi
const entity = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]*));?/gi

/** The text without tags, comments, scripts and entities; other text stays as it is. */
export function stripHtml(text: string): string {
  const hasTags = text.includes('<')
  if (!hasTags && !text.includes('&')) return text
  const bare = hasTags
    ? text.replace(unread, '\n').replace(tag, (_, name: string) => (inline.has(name.toLowerCase()) ? '' : '\n'))
    : text
  return bare.replace(entity, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return entities.get(name) ?? whole
    const code = decimal === undefined ? parseInt(hexadecimal ?? '', 16) : parseInt(decimal, 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
