// Shows the page its two functions: ask main something, listen to what main announces. It never grows.
import { contextBridge, ipcRenderer } from 'electron'
import { bridgeName, callPrefix, eventPrefix } from '../../src-shared/ipc/channel'

contextBridge.exposeInMainWorld(bridgeName, {
  invoke: (channel: string, input: unknown): Promise<unknown> => {
    if (!channel.startsWith(callPrefix)) return Promise.reject(new Error('Not a channel of this program'))
    return ipcRenderer.invoke(channel, input)
  },
  subscribe: (channel: string, listener: (payload: unknown) => void): (() => void) => {
    if (!channel.startsWith(eventPrefix)) throw new Error('Not a channel of this program')
    const forward = (_event: unknown, payload: unknown) => listener(payload)
    ipcRenderer.on(channel, forward)
    return () => ipcRenderer.off(channel, forward)
  },
})
