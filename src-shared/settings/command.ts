// Every command that a menu, a shortcut or the palette can give, declared once.

/** A command as menus and the palette list it. `accelerator` is in Electron's form; `menu` says where it stands. */
export type Command = {
  readonly id: CommandId
  readonly title: string
  readonly accelerator: string | null
  readonly menu: 'file' | 'edit' | 'view' | 'table' | 'help' | null
  /** Greyed out unless a table is open. */
  readonly needsTable: boolean
}

const command = <Id extends string>(
  id: Id,
  title: string,
  menu: 'file' | 'edit' | 'view' | 'table' | 'help' | null,
  accelerator: string | null = null,
  needsTable = false,
) => ({ id, title, menu, accelerator, needsTable }) as const

const declared = [
  command('connect', 'Open a data source…', 'file', 'CmdOrCtrl+O'),
  command('find-table', 'Find a table', 'file', 'CmdOrCtrl+P'),
  command('open-by-name', 'Open a table by its name…', 'file'),
  command('palette', 'Command palette', 'view', 'CmdOrCtrl+K'),
  command('close-tab', 'Close tab', 'file', 'CmdOrCtrl+W'),
  command('export-csv', 'Export as CSV…', 'file', 'CmdOrCtrl+E', true),
  command('keep-offline', 'Keep offline', 'table', 'CmdOrCtrl+D', true),
  command('reload', 'Read again', 'table', 'CmdOrCtrl+R', true),
  command('search', 'Search all columns', 'table', 'CmdOrCtrl+F', true),
  command('add-filter', 'Add a filter condition', 'table', 'CmdOrCtrl+Shift+F', true),
  command('clear-filter', 'Clear the filter', 'table', null, true),
  command('edit-rsql', 'Edit the filter as RSQL', 'table', 'CmdOrCtrl+L', true),
  command('copy-rsql', 'Copy the filter as RSQL', 'table', null, true),
  command('copy-python', 'Copy as Python', 'table', null, true),
  command('copy-r', 'Copy as R', 'table', null, true),
  command('copy-curl', 'Copy as curl', 'table', null, true),
  command('views', 'Saved views and filters', 'table', 'CmdOrCtrl+J', true),
  command('save-view', 'Save the view', 'table', null, true),
  command('save-view-as', 'Save the view as…', 'table', 'CmdOrCtrl+Shift+S', true),
  command('reset-view', 'Reset to the view', 'table', null, true),
  command('plain-view', 'Show the plain table', 'table', null, true),
  command('save-view-file', 'Save the view as a file…', 'table', null, true),
  command('open-view-file', 'Open a view file…', 'table', null, true),
  command('columns', 'Choose columns', 'table', null, true),
  command('add-row', 'Add a row', 'table', 'CmdOrCtrl+Shift+A', true),
  command('edit-row', 'Edit the row', 'table', 'CmdOrCtrl+Shift+E', true),
  command('duplicate-rows', 'Duplicate the rows', 'table', 'CmdOrCtrl+Shift+D', true),
  command('delete-rows', 'Delete the rows', 'table', 'CmdOrCtrl+Backspace', true),
  command('rows-by-id', 'Select or delete rows by a list of ids…', 'table', null, true),
  command('import-rows', 'Import rows from a file…', 'table', null, true),
  command('undo-change', 'Undo the last change of rows', 'table', null, true),
  command('redo-change', 'Redo the change of rows', 'table', null, true),
  command('review-changes', 'Review the changes', 'table', 'CmdOrCtrl+Shift+R'),
  command('send-changes', 'Send the changes', 'table', 'CmdOrCtrl+S'),
  command('layout-grid', 'Show the grid', 'view', 'CmdOrCtrl+1', true),
  command('layout-both', 'Show grid and plot', 'view', 'CmdOrCtrl+2', true),
  command('layout-plot', 'Show the plot', 'view', 'CmdOrCtrl+3', true),
  command('toggle-side', 'Show or hide the tables', 'view', 'CmdOrCtrl+B'),
  command('toggle-details', 'Show or hide the details', 'view', 'CmdOrCtrl+I', true),
  command('next-tab', 'Next tab', 'view', 'Ctrl+Tab'),
  command('previous-tab', 'Previous tab', 'view', 'Ctrl+Shift+Tab'),
  command('back', 'Back', 'view', 'Alt+Left'),
  command('forward', 'Forward', 'view', 'Alt+Right'),
  command('theme-system', 'Appearance: as the system', 'view'),
  command('theme-light', 'Appearance: light', 'view'),
  command('theme-dark', 'Appearance: dark', 'view'),
  command('tasks', 'Show tasks', 'view'),
  command('sign-in', 'Sign in…', 'file'),
  command('add-account', 'Add another account…', 'file'),
  command('upload-file', 'Upload a file to the importer…', 'file'),
  command('sign-out', 'Sign out', 'file'),
  command('save-png', 'Save the plot as PNG…', 'table', null, true),
  command('save-svg', 'Save the plot as SVG…', 'table', null, true),
  command('show-log', 'Show the log file', 'help'),
  command('about', 'About MOLGENIS Desktop', 'help'),
] as const

export type CommandId = (typeof declared)[number]['id']

/** All commands, in the order of the palette. */
export const commands: readonly Command[] = declared
