// Takes the mark-up out of a text before its words are read.

const entities: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', copy: '©', reg: '®', deg: '°', micro: 'µ', middot: '·',
  agrave: 'à', aacute: 'á', acirc: 'â', atilde: 'ã', auml: 'ä', aring: 'å', aelig: 'æ', ccedil: 'ç', egrave: 'è',
  eacute: 'é', ecirc: 'ê', euml: 'ë', igrave: 'ì', iacute: 'í', icirc: 'î', iuml: 'ï', ntilde: 'ñ', ograve: 'ò',
  oacute: 'ó', ocirc: 'ô', otilde: 'õ', ouml: 'ö', oslash: 'ø', ugrave: 'ù', uacute: 'ú', ucirc: 'û', uuml: 'ü',
  yacute: 'ý', yuml: 'ÿ', szlig: 'ß', Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ',
} // prettier-ignore

// Tags within a line hold the words around them together; all others part them.
const inline = new Set(['a', 'abbr', 'acronym', 'b', 'basefont', 'bdo', 'big', 'cite', 'code', 'dfn', 'em', 'font', 'i',
  'img', 'input', 'kbd', 'label', 'q', 's', 'samp', 'select', 'small', 'span', 'strike', 'strong', 'sub', 'sup',
  'textarea', 'tt', 'u', 'var']) // prettier-ignore

const unread = /<!--[\s\S]*?-->|<(script|style)\b[^>]*>[\s\S]*?<\/\1\s*>|<[!?][^>]*>/gi
const tag = /<\/?([a-z][a-z0-9:-]*)(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?\/?>/gi
const entity = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));?/gi

/** The text without tags, comments, scripts and entities; other text stays as it is. */
export function stripHtml(text: string): string {
  const hasTags = text.includes('<')
  if (!hasTags && !text.includes('&')) return text
  const bare = hasTags
    ? text.replace(unread, '\n').replace(tag, (_, name: string) => (inline.has(name.toLowerCase()) ? '' : '\n'))
    : text
  return bare.replace(entity, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? whole
    const code = decimal === undefined ? parseInt(hexadecimal ?? '', 16) : parseInt(decimal, 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
