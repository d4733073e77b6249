// The dialect of MOLGENIS servers up to version 10, as the registry takes it.
import type { ServerDialect } from '../server-dialect'
import { Asker } from './ask'
import { ClassicConnection } from './classic-connection'
import { generationOf } from './generations'
import { admitsGuests, detectVersion, signIn, signOut, takesForGuest, tokenLifeMs, whoAmI } from './sign-in'

/** MOLGENIS 1.14 to 10, spoken to by its REST interfaces v1 and v2. */
export const molgenisClassic: ServerDialect = {
  detect: detectVersion,
  signIn,
  signOut,
  whoAmI,
  takesForGuest,
  admitsGuests,
  tokenLifeMs,
  connect: (http, version, guard) => new ClassicConnection(new Asker(http, guard), generationOf(version)),
}
