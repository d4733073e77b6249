// How long a question waits for the next key.
import type { SourceRef } from '@shared/table/table'

/** A server is asked when typing pauses; a copy on this computer answers as fast as one types. In milliseconds. */
export const typingPauseMs = ({ kind }: SourceRef): number => (kind === 'live' ? 250 : 20)
