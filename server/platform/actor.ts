// Who acts: the signed-in account in one of its roles, with the rows it may look at.
import type { Role, Scope } from '../../domain/access/roles.ts'

export type Actor = {
  accountId: string
  name: string
  login: string
  role: Role
  organisationId: string | null
  divisionCode: string | null
  practitionerId: string | null
  scope: Scope
}
