// Names of the channels between window and main process. No imports: the preload script carries this file.

/** Prefix of every channel that calls main. */
export const callPrefix = 'molgenis:call:'
/** Prefix of every channel on which main announces something. */
export const eventPrefix = 'molgenis:event:'
/** Name under which the preload script shows its two functions to the page. */
export const bridgeName = 'molgenis'
