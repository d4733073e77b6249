// The commands that copy the question as a script.
import type { ScriptLanguage } from '@shared/query/script/query-script'
import { notify, warn } from '../../shell/notify'
import { useCopyStore } from '../bar/copy-store'
import type { ViewState } from '../views-store'
import { languageNames, useScripts } from './script-text'

/** A function that copies a view's question as a script, or says why there is none. */
export function useScriptCopies(): (view: ViewState, language: ScriptLanguage) => void {
  const copies = useCopyStore()
  const scriptOf = useScripts()
  return (view, language) => {
    const { text, problem } = scriptOf(view, language)
    const name = languageNames[language]
    if (text === null) return void warn(`There is no script in ${name}.`, problem)
    void copies.copy(text, language).then(() => notify(`Copied as ${name}.`))
  }
}
