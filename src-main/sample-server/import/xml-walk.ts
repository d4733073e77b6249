// XML read from end to end, piece by piece so that nothing else has to wait for a large file.
import { SaxesParser } from 'saxes'
import { ServerRefusal } from '../model/server-refusal'
import { breathe } from '../write/in-slices'

const PIECE = 256 * 1024

type Attributes = Readonly<Record<string, string>>

/** Go through XML, piece by piece. Names come without their prefix. */
export async function walkXml(
  xml: string,
  open: (tag: string, attributes: Attributes) => void,
  close: (tag: string) => void = () => undefined,
  text: (text: string) => void = () => undefined,
): Promise<void> {
  if (xml === '') return
  const parser = new SaxesParser()
  const bare = (name: string): string => name.slice(name.indexOf(':') + 1)
  parser.on('opentag', ({ name, attributes }) => open(bare(name), attributes))
  parser.on('closetag', ({ name }) => close(bare(name)))
  parser.on('text', text)
  parser.on('error', (error) => {
    throw new ServerRefusal(400, `The workbook cannot be read: ${error.message}`)
  })
  for (let at = 0; at < xml.length; at += PIECE) {
    parser.write(xml.slice(at, at + PIECE))
    await breathe()
  }
  parser.close()
}
