// The remembered servers, with the built-in sample data always first.
import { AppError } from '@shared/errors/app-error'
import { sampleServerId, type ServerId, type ServerProfile } from '@shared/server/server-profile'

/** Where the list is kept between two starts. */
export type ServerShelf = {
  readonly servers: readonly ServerProfile[]
  setServers(servers: readonly ServerProfile[]): void
}

/** Reads and changes the list. */
export class ServerList {
  constructor(private readonly shelf: ServerShelf) {}

  all(): readonly ServerProfile[] {
    const sample = this.shelf.servers.find(({ id }) => id === sampleServerId)
    return [
      sampleProfile(sample?.lastUsedAtIso ?? null),
      ...this.shelf.servers.filter(({ id }) => id !== sampleServerId),
    ]
  }

  /** @throws AppError `input.invalid` when there is no such server */
  get(serverId: ServerId): ServerProfile {
    const found = this.all().find(({ id }) => id === serverId)
    if (found) return found
    throw new AppError('input.invalid', 'This server is no longer in the list.', { facts: { serverId } })
  }

  /** The accounts on the server at this address, in the order in which they were added. */
  at(address: string): readonly ServerProfile[] {
    return this.all().filter((profile) => profile.address === address)
  }

  /** Put a profile in, or in the place of the one with the same id. */
  put(profile: ServerProfile): ServerProfile {
    const others = this.shelf.servers
    const isThere = others.some(({ id }) => id === profile.id)
    this.shelf.setServers(
      isThere ? others.map((other) => (other.id === profile.id ? profile : other)) : [...others, profile],
    )
    return this.get(profile.id)
  }

  remove(serverId: ServerId): void {
    this.shelf.setServers(this.shelf.servers.filter(({ id }) => id !== serverId))
  }
}

/** Of the sample data only the time of last use is remembered: its sign-ins end with the program. */
const sampleProfile = (lastUsedAtIso: string | null): ServerProfile => ({
  id: sampleServerId,
  name: 'Sample data',
  address: null,
  signInKind: 'guest',
  userName: null,
  lastUsedAtIso,
})
