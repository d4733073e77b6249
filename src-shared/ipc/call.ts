// Declares one call of the contract with its schemas.
import type { z } from 'zod'

/** One call: what goes in is parsed by `input`; what comes out has the type of `output`. */
export type Call<In extends z.ZodType = z.ZodType, Out = unknown> = { readonly input: In; readonly output: Output<Out> }

/** Carries the type of an answer that main builds itself and that needs no parsing. */
export type Output<T> = { readonly answer?: T }

/** Declare a call. `output` only carries a type: main's answers are trusted, the window's questions are parsed. */
export function call<In extends z.ZodType, Out>(declaration: { input: In; output: Output<Out> }): Call<In, Out> {
  return declaration
}

/** The answer type of a call, for `call({ output: answer<T>() })`. */
export const answer = <T>(): Output<T> => ({})
