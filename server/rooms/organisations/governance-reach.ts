// Who may name whom (ORG-1 … ORG-3, ORG-8): the county's own is its bureau's, a body's is its own, its office's or its bureau's.
import { refuse } from '../../../contract/problems.ts'
import { may } from '../../../domain/access/roles.ts'
import type { Context } from '../../platform/action.ts'
import type { Actor } from '../../platform/actor.ts'
import { findOrganisations, type OrganisationRow } from './store.ts'
import * as store from './store-governance.ts'

export const regionOfBody = (o: Pick<OrganisationRow, 'division_code'>): string =>
  o.division_code.slice(0, 6).padEnd(6, '0')

/** The bureau of a county or the city above it. */
export const ofCounty = ({ role, scope }: Actor, regionId: string): boolean =>
  may(role, 'governance.write') &&
  scope.kind === 'division' &&
  regionId.replace(/(00)+$/, '').startsWith(scope.division)

export function ofBody(actor: Actor, body: Pick<OrganisationRow, 'id' | 'division_code'>): boolean {
  if (!may(actor.role, 'governance.write')) return false
  const { scope } = actor
  if (scope.kind === 'organisations') return scope.organisations.includes(body.id)
  return scope.kind === 'division' && body.division_code.startsWith(scope.division)
}

export type Member = OrganisationRow & { side: 'receiving' | 'supporting' }

/** The bodies of a programme. @throws Refused not-found where the programme or the county is not the reader's */
export async function membersInReach(
  { trx, actor }: Context,
  { regionId, programmeId }: { regionId: string; programmeId: string },
): Promise<Member[]> {
  const division = await store.programmeDivision(trx, programmeId)
  const region = regionId.replace(/(00)+$/, '')
  const members = (
    await Promise.all(
      (['receiving', 'supporting'] as const).map(async (side) =>
        (await findOrganisations(trx, { programmeId, side })).map((o) => ({ ...o, side })),
      ),
    )
  ).flat()
  const { scope } = actor
  const reached =
    division !== undefined &&
    (region.startsWith(division) || division.startsWith(region)) &&
    (scope.kind === 'division'
      ? region.startsWith(scope.division)
      : scope.kind === 'organisations' && members.some((m) => scope.organisations.includes(m.id)))
  if (!reached) throw refuse('not-found', { what: '本县的这个项目' })
  return members
}
