// The pages' policy forbids evaluated code; zod must know before the first schema is built, or it tries and is
// reported. Imported first by the client, so that it runs before the contract's modules.
import { z } from 'zod'

z.config({ jitless: true })
