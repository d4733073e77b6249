// Run by draw-icons.mjs inside Electron: draws icon.svg on a canvas in each size and prints the PNGs as one line of JSON.
const { app, BrowserWindow } = require('electron')
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

const SIZES = { 'icon.png': 1024, 'icon-512.png': 512, 'icon-256.png': 256 }

async function draw(svg, sizes) {
  const picture = new Image()
  picture.src = `data:image/svg+xml;base64,${btoa(svg)}`
  await picture.decode()
  const drawn = Object.entries(sizes).map(([name, size]) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size })
    canvas.getContext('2d').drawImage(picture, 0, 0, size, size)
    return [name, canvas.toDataURL('image/png').split(',')[1]]
  })
  return Object.fromEntries(drawn)
}

app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false })
  await window.loadURL('data:text/html,<title>icons</title>')
  const svg = readFileSync(join(__dirname, 'icon.svg'), 'utf8')
  const code = `(${draw})(${JSON.stringify(svg)}, ${JSON.stringify(SIZES)})`
  process.stdout.write(`PICTURES ${JSON.stringify(await window.webContents.executeJavaScript(code))}\n`)
  app.quit()
})
