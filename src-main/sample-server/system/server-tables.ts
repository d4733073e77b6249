// Tables of the server itself that are written to: users, import runs, files.
import { defineTable, literalTable, type LiteralRow } from '../model/define-table'
import type { TableModel } from '../model/table-model'
import { isSuperuser, type Account } from '../access/account'

/** The attribute of a user that is written and never shown. */
export const PASSWORD = 'password_'

const ID_DESCRIPTION = 'automatically generated internal id, only for internal use.'

const userMetadata = defineTable({
  id: 'sys_sec_User',
  label: 'User',
  description: 'Anyone who can login',
  packageId: 'sys_sec',
  idAttribute: 'id',
  labelAttribute: 'username',
  lookupAttributes: ['username', 'Email'],
  attributes: [
    { name: 'id', type: 'STRING', description: ID_DESCRIPTION, isAuto: true, isVisible: false },
    {
      name: 'username',
      type: 'STRING',
      label: 'Username',
      isUnique: true,
      isNillable: false,
      isReadOnly: true,
      validationExpression: "regex('^[\\\\S].+[\\\\S]$', {username})",
    },
    {
      name: PASSWORD,
      type: 'STRING',
      label: 'Password',
      description: 'This is the hashed password, enter a new plaintext password to update.',
      isNillable: false,
    },
    { name: 'activationCode', type: 'STRING', label: 'Activation code' },
    {
      name: 'active',
      type: 'BOOL',
      label: 'Active',
      description: 'Boolean to indicate if this account can be used to login',
      isNillable: false,
      isAggregatable: true,
    },
    {
      name: 'superuser',
      type: 'BOOL',
      label: 'Superuser',
      isNillable: false,
      isAggregatable: true,
      defaultValue: 'false',
    },
    { name: 'FirstName', type: 'STRING', label: 'First name' },
    { name: 'MiddleNames', type: 'STRING', label: 'Middle names' },
    { name: 'LastName', type: 'STRING', label: 'Last name' },
    { name: 'Title', type: 'STRING' },
    { name: 'Affiliation', type: 'STRING' },
    { name: 'Department', type: 'STRING' },
    { name: 'Role', type: 'STRING' },
    { name: 'Address', type: 'TEXT' },
    { name: 'Phone', type: 'STRING' },
    { name: 'Email', type: 'EMAIL', isUnique: true, isNillable: false },
    { name: 'Fax', type: 'STRING' },
    { name: 'tollFreePhone', type: 'STRING', label: 'Toll-free phone' },
    { name: 'City', type: 'STRING' },
    { name: 'Country', type: 'STRING' },
    {
      name: 'changePassword',
      type: 'BOOL',
      label: 'Change password',
      description: 'If true the user must first change his password before he can proceed',
      isNillable: false,
      isAggregatable: true,
      defaultValue: 'false',
    },
    { name: 'use2fa', type: 'BOOL', label: 'Use two factor authentication', defaultValue: 'false' },
    { name: 'languageCode', type: 'STRING', label: 'Language code' },
    { name: 'googleAccountId', type: 'STRING', label: 'Google account ID' },
  ],
})

const importRunMetadata = defineTable({
  id: 'sys_ImportRun',
  label: 'Import',
  description: 'Data import reports',
  packageId: 'sys',
  idAttribute: 'id',
  labelAttribute: 'startDate',
  lookupAttributes: [],
  attributes: [
    { name: 'id', type: 'STRING', description: ID_DESCRIPTION, isAuto: true, isVisible: false },
    { name: 'startDate', type: 'DATE_TIME', isNillable: false },
    { name: 'endDate', type: 'DATE_TIME' },
    { name: 'username', type: 'STRING', isNillable: false },
    { name: 'status', type: 'ENUM', enumOptions: ['RUNNING', 'FINISHED', 'FAILED'], isNillable: false },
    { name: 'message', type: 'TEXT', maxLength: 256_000 },
    { name: 'progress', type: 'INT', isNillable: false },
    { name: 'importedEntities', type: 'TEXT' },
    {
      name: 'notify',
      type: 'BOOL',
      description: 'Boolean to indicate whether or not to send an email on job completion',
    },
  ],
})

/** Metadata of the table of files. */
export const fileMetadata = defineTable({
  id: 'sys_FileMeta',
  label: 'File metadata',
  packageId: 'sys',
  idAttribute: 'id',
  labelAttribute: 'filename',
  lookupAttributes: ['filename'],
  attributes: [
    { name: 'id', type: 'STRING', label: 'Id', isVisible: false },
    { name: 'filename', type: 'STRING', label: 'Filename', isNillable: false },
    { name: 'contentType', type: 'STRING', label: 'Content-type' },
    { name: 'size', type: 'LONG', label: 'Size', description: 'File size in bytes' },
    { name: 'url', type: 'HYPERLINK', label: 'URL', description: 'File download URL', isNillable: false },
  ],
})

/** The tables as a server begins with them: a row for each account, no import run, no file. */
export function serverTables(accounts: readonly Account[]): readonly TableModel[] {
  return [
    literalTable(userMetadata, () => accounts.map(userRow)),
    literalTable(importRunMetadata, () => []),
    literalTable(fileMetadata, () => []),
  ]
}

function userRow(account: Account): LiteralRow {
  return {
    id: `user-${account.username}`,
    username: account.username,
    active: true,
    superuser: isSuperuser(account),
    Email: account.email,
    changePassword: account.mustChangePassword,
    use2fa: false,
  }
}
