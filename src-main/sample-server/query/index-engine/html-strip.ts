// Text without its HTML, as the index sees it before it looks for words: tags out, entities read.

/** Tags that leave nothing behind; every other tag leaves a line break, so that its neighbours stay apart. */
const INLINE_TAGS = new Set(
  (
    'a abbr acronym b basefont bdo big cite code dfn em font i img input kbd label q s samp select small span strike ' +
    'strong sub sup textarea tt u var'
  ).split(' '),
)

/** Names of the characters from U+00A0 to U+00FF, in order. */
const LATIN_ENTITIES = (
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro ' +
  'para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil ' +
  'Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave ' +
  'Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml ' +
  'igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute ' +
  'thorn yuml'
).split(' ')

const ENTITIES = new Map<string, string>([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ...LATIN_ENTITIES.map((name, index): [string, string] => [name, String.fromCharCode(0xa0 + index)]),
])

const HIDDEN = /<!--[\s\S]*?-->|<(script|style)\b[^>]*>[\s\S]*?<\/\1\s*>|<[!?][^>]*>/gi
const TAG = /<\/?([A-Za-z][\w:.-]*)(?:\s+(?:"[^"]*"|'[^']*'|[^"'<>])*|\s*\/?)>/g
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]*));?/g

/** The text of an HTML fragment; plain text comes back as it is. */
export function withoutHtml(text: string): string {
  if (!text.includes('<') && !text.includes('&')) return text
  return text
    .replace(HIDDEN, '\n')
    .replace(TAG, (_tag, name: string) => (INLINE_TAGS.has(name.toLowerCase()) ? '' : '\n'))
    .replace(ENTITY, (entity, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES.get(name) ?? entity
      const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '0', 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity
    })
}
