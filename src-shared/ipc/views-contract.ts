// The calls about saved filters and views, and about views as files.
import { z } from 'zod'
import { savedViewSchema, viewFileSchema, type SavedView, type ViewFile } from '../settings/saved-view'
import { answer, call } from './call'

/** Which table: one word for a table and the copies that were made of it. */
const place = z.object({ key: z.string().min(1).max(1000) })

export const viewsContract = {
  /** The saved filters and views of a table, by name. */
  'views.list': call({ input: place, output: answer<SavedView[]>() }),
  /** Saves one, in place of the one with its id where there is one. */
  'views.save': call({ input: place.extend({ view: savedViewSchema }), output: answer<SavedView[]>() }),
  'views.remove': call({ input: place.extend({ id: z.string().max(100) }), output: answer<SavedView[]>() }),
  /** Asks for a file name and writes a view; answers with the path, or null. */
  'views.saveFile': call({ input: viewFileSchema, output: answer<string | null>() }),
  /** Asks for a file and reads the view in it; null when the person thought better of it. */
  'views.openFile': call({ input: z.undefined(), output: answer<ViewFile | null>() }),
}
