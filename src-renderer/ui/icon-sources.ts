// Where names of icons stand. The build bundles every `i-lucide-…` that these files name, and no other icon.

/** Patterns of files, from the project's root. */
export const iconSources: readonly string[] = ['src-renderer/**/*.{vue,ts}']
