// Walks XML that comes in pieces: beginnings, texts and ends of elements, by their names without a prefix.
import { SaxesParser } from 'saxes'
import { AppError } from '@shared/errors/app-error'

type Attributes = Readonly<Record<string, string>>

/** What is done at each part. */
export type XmlVisitor = {
  readonly open?: (name: string, attributes: Attributes) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/** A walk that is pushed on piece by piece; null is the end. @throws AppError `input.invalid` for what is no XML */
export function xmlWalk({ open, text, close }: XmlVisitor): (piece: string | null) => void {
  const parser = new SaxesParser()
  if (open) {
    parser.on('opentag', ({ name, attributes }) => {
      const plain = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [local(key), value]))
      open(local(name), plain)
    })
  }
  if (text) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  if (close) parser.on('closetag', ({ name }) => close(local(name)))
  parser.on('error', (cause) => {
    throw new AppError('input.invalid', 'This workbook is damaged. Save it again as XLSX.', { cause })
  })
  return (piece) => void (piece === null ? parser.close() : parser.write(piece))
}

/** Walk a whole document. */
export async function walkXml(pieces: AsyncIterable<string>, visitor: XmlVisitor): Promise<void> {
  const push = xmlWalk(visitor)
  for await (const piece of pieces) push(piece)
  push(null)
}
