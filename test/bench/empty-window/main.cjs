// The floor of every figure: a window of the same runtime with nothing in it.
const { app, BrowserWindow } = require('electron')

app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, webPreferences: { sandbox: true } })
  window.loadURL('data:text/html,<title>empty</title><p>empty</p>')
})
app.on('window-all-closed', () => app.quit())
