// Every call that the window may make of the main process, declared once. Types on both sides follow from here.
import { z } from 'zod'
import type { Dataset } from '../dataset/dataset'
import { distributionRequestSchema, type Distribution } from '../query/distribution/distribution'
import type { Explanation } from '../query/explanation'
import { querySchema } from '../query/query'
import { serverIdSchema, signInSchema, type ServerEntry, type SignedOut } from '../server/server-profile'
import { layoutSchema, tableViewSchema, type Layout, type TableView } from '../settings/table-view'
import { datasetIdSchema, sourceRefSchema, type Choice, type Table, type TableListing } from '../table/table'
import type { TableSlice } from '../table/table-slice'
import { taskIdSchema, type Task, type TaskId } from '../task/task'
import type { AppInfo, NumberColumns, StartRequest } from './answers'
import { answer, call, type Call } from './call'
import { editContract } from './edit-contract'
import { importContract } from './import-contract'
import { viewsContract } from './views-contract'

// The window's policy forbids building code from text, so the schemas are interpreted.
z.config({ jitless: true })

const nothing = z.undefined()
const server = z.object({ serverId: serverIdSchema })
/** Chosen by the window, so that a question that is no longer of interest can be cancelled. */
const requestId = z.string().min(1).max(100)
const question = z.object({ source: sourceRefSchema, query: querySchema, requestId })

/** All calls by their name `<room>.<verb>`. */
export const contract = {
  'app.info': call({ input: nothing, output: answer<AppInfo>() }),
  'app.start': call({ input: nothing, output: answer<StartRequest>() }),
  /** The window shows what it was asked to show and nothing is on its way. */
  'app.ready': call({ input: nothing, output: answer<null>() }),
  'app.copy': call({ input: z.object({ text: z.string(), html: z.string().nullable() }), output: answer<null>() }),
  /** Opens an http or https address in the system's browser. */
  'app.openLink': call({ input: z.object({ url: z.string().max(10_000) }), output: answer<null>() }),
  /** Pastes where the focus of the window is, as after the keys: the page is handed what is on the clipboard. */
  'app.paste': call({ input: nothing, output: answer<null>() }),
  'app.showLog': call({ input: nothing, output: answer<null>() }),

  'server.list': call({ input: nothing, output: answer<ServerEntry[]>() }),
  /** Finds the server behind an address, signs in, and remembers it; nothing is remembered when that fails. */
  'server.add': call({
    input: z.object({ address: z.string().max(2000), name: z.string().max(200), signIn: signInSchema }),
    output: answer<ServerEntry>(),
  }),
  /** Opens a remembered server with the token that is held, or as a guest. */
  'server.open': call({ input: server, output: answer<ServerEntry>() }),
  'server.rename': call({ input: server.extend({ name: z.string().min(1).max(200) }), output: answer<ServerEntry>() }),
  'server.remove': call({ input: server, output: answer<null>() }),

  'session.signIn': call({ input: server.extend({ signIn: signInSchema }), output: answer<ServerEntry>() }),
  'session.signOut': call({ input: server, output: answer<SignedOut>() }),

  'tables.list': call({ input: server, output: answer<TableListing>() }),
  'tables.describe': call({ input: z.object({ source: sourceRefSchema }), output: answer<Table>() }),

  'query.count': call({ input: question, output: answer<number>() }),
  'query.rows': call({
    input: question.extend({ offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(10_000) }),
    output: answer<TableSlice>(),
  }),
  /** One row by its id with every column; null when there is none. */
  'query.row': call({
    input: z.object({ source: sourceRefSchema, id: z.string() }),
    output: answer<TableSlice | null>(),
  }),
  /** Two or more columns as numbers, for plots; text that is a number counts as one. */
  'query.numbers': call({
    input: question.extend({
      columns: z.array(z.string()).min(1).max(10),
      labelColumn: z.string().nullable(),
      maxRows: z.number().int().min(1).max(200_000),
    }),
    output: answer<NumberColumns>(),
  }),
  /** Rows of a referenced table (or values of a column) whose label or id contains the text. */
  'query.lookUp': call({
    input: z.object({
      source: sourceRefSchema,
      column: z.string(),
      text: z.string().max(1000),
      limit: z.number().int().min(1).max(200),
      requestId,
    }),
    output: answer<Choice[]>(),
  }),
  /** Position from 0 of the row with this id among the rows of the query; null when it is not there or not known. */
  'query.position': call({ input: question.extend({ id: z.string() }), output: answer<number | null>() }),
  /** How a column's values are spread over the rows that pass: bars, or the most frequent values. */
  'query.distribution': call({
    input: question.extend(distributionRequestSchema.shape),
    output: answer<Distribution>(),
  }),
  /** How the query is answered: by whom, and what is done here beside it. */
  'query.explain': call({ input: question, output: answer<Explanation>() }),
  'query.cancel': call({ input: z.object({ requestId }), output: answer<null>() }),

  'dataset.list': call({ input: nothing, output: answer<Dataset[]>() }),
  'dataset.keep': call({
    input: server.extend({ tableId: z.string().min(1), query: querySchema }),
    output: answer<TaskId>(),
  }),
  'dataset.refresh': call({ input: z.object({ datasetId: datasetIdSchema }), output: answer<TaskId>() }),
  'dataset.delete': call({ input: z.object({ datasetId: datasetIdSchema }), output: answer<null>() }),

  /** Asks for a file name, then writes the rows and columns of the query; null when the person thought better of it. */
  'export.toCsv': call({
    input: z.object({ source: sourceRefSchema, query: querySchema, suggestedName: z.string().max(200) }),
    output: answer<TaskId | null>(),
  }),
  /** Asks for a file name and writes a picture; answers with the path, or null. */
  'export.savePicture': call({
    input: z.object({
      suggestedName: z.string().max(200),
      kind: z.enum(['png', 'svg']),
      content: z.union([z.instanceof(Uint8Array), z.string()]),
    }),
    output: answer<string | null>(),
  }),

  ...editContract,

  ...importContract,

  ...viewsContract,

  'task.list': call({ input: nothing, output: answer<Task[]>() }),
  'task.cancel': call({ input: z.object({ taskId: taskIdSchema }), output: answer<null>() }),
  'task.dismiss': call({ input: z.object({ taskId: taskIdSchema }), output: answer<null>() }),
  'task.showFile': call({ input: z.object({ taskId: taskIdSchema }), output: answer<null>() }),

  'settings.getTableView': call({ input: z.object({ key: z.string().max(1000) }), output: answer<TableView | null>() }),
  'settings.setTableView': call({
    input: z.object({ key: z.string().max(1000), view: tableViewSchema }),
    output: answer<null>(),
  }),
  'settings.getLayout': call({ input: nothing, output: answer<Layout>() }),
  'settings.setLayout': call({ input: layoutSchema, output: answer<null>() }),
} as const satisfies Record<`${string}.${string}`, Call>

export type Contract = typeof contract
/** The name of a call. */
export type CallName = keyof Contract
/** What a call takes, after parsing. */
export type CallInput<N extends CallName> = z.infer<Contract[N]['input']>
/** What a call answers. */
export type CallOutput<N extends CallName> = Contract[N] extends Call<z.ZodType, infer Out> ? Out : never

/** The calls of one room, implemented: `satisfies HandlersFor<'query'>` checks names, arguments and answers. */
export type HandlersFor<Room extends string> = {
  [N in CallName as N extends `${Room}.${string}` ? N : never]: (
    input: CallInput<N>,
  ) => Promise<CallOutput<N>> | CallOutput<N>
}
export type AllHandlers = { [N in CallName]: (input: CallInput<N>) => Promise<CallOutput<N>> | CallOutput<N> }

type Verb<N extends CallName, Room extends string> = N extends `${Room}.${infer V}` ? V : never
type RoomOf<N extends CallName> = N extends `${infer R}.${string}` ? R : never
/** The window's view of the contract: `api.query.rows(input)`. */
export type Api = {
  [R in RoomOf<CallName>]: {
    [V in Verb<CallName, R>]: CallInput<`${R}.${V}` & CallName> extends undefined
      ? () => Promise<CallOutput<`${R}.${V}` & CallName>>
      : (input: CallInput<`${R}.${V}` & CallName>) => Promise<CallOutput<`${R}.${V}` & CallName>>
  }
}
