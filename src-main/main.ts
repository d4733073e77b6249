// The start of the main process.
import { protocol } from 'electron'
import { pageScheme } from './app/window/protocol'
import { start } from './app/lifecycle'

// Schemes can only be declared before the program is ready.
protocol.registerSchemesAsPrivileged([pageScheme])
start()
