// Those who wait until somebody signs in to a server.
import type { ServerId } from '@shared/server/server-profile'

type Waiter = { readonly resolve: () => void; readonly reject: (reason: Error) => void }

/** Waiting by server; a waiter that was cancelled is simply let go later. */
export class SignInWaiters {
  private readonly waiting = new Map<ServerId, Waiter[]>()

  wait(serverId: ServerId): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.set(serverId, [...(this.waiting.get(serverId) ?? []), { resolve, reject }])
    })
  }

  release(serverId: ServerId): void {
    for (const { resolve } of this.take(serverId)) resolve()
  }

  giveUp(serverId: ServerId, reason: Error): void {
    for (const { reject } of this.take(serverId)) reject(reason)
  }

  private take(serverId: ServerId): readonly Waiter[] {
    const waiters = this.waiting.get(serverId) ?? []
    this.waiting.delete(serverId)
    return waiters
  }
}
