// Every export that another room uses says what it means.
import ts from 'typescript'
import { expect, it } from 'vitest'
import { importsOf, isOwn, sourceFiles } from './source-files'

const files = sourceFiles('src-shared', 'src-main', 'src-renderer').filter((file) => file.path.endsWith('.ts'))
const room = (path: string) =>
  path
    .split('/')
    .slice(0, path.startsWith('src-shared') ? 2 : 2)
    .join('/')

/** Names that some other room imports, by file. */
function usedElsewhere(): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>()
  for (const file of sourceFiles('src-shared', 'src-main', 'src-renderer')) {
    for (const { target, names } of importsOf(file)) {
      if (!isOwn(target) || room(target) === room(file.path)) continue
      const path = target.endsWith('.ts') ? target : `${target}.ts`
      const set = used.get(path) ?? new Set()
      names.forEach((name) => set.add(name))
      used.set(path, set)
    }
  }
  return used
}

/** Exported names of a file that have no docstring. */
function undocumented(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return source.statements.flatMap((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword)
    if (!isExported || ts.getJSDocCommentsAndTags(statement).length > 0) return []
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map((one) => one.name.getText())
    if (
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement)
    ) {
      return statement.name ? [statement.name.text] : []
    }
    return []
  })
}

/** A type inferred from the schema of the same name is explained there. */
const isSchemaTwin = (name: string, text: string) =>
  new RegExp(`export type ${name} = \\(?typeof|export type ${name} = z\\.infer`).test(text)
const isSelfExplaining = (name: string) =>
  /Schema$/.test(name) || /^use[A-Z].*Store$/.test(name) || /Handlers?$/.test(name)

it('explains every export that crosses a room', () => {
  const used = usedElsewhere()
  const silent = files.flatMap((file) =>
    undocumented(file.path, file.text)
      .filter((name) => used.get(file.path)?.has(name) && !isSchemaTwin(name, file.text) && !isSelfExplaining(name))
      .map((name) => `${file.path}: ${name}`),
  )
  expect(silent).toEqual([])
})
