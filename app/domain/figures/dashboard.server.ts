import { contractList } from '~/domain/contracts/overview-queries.server'
import { may } from '~/domain/identity/may'
import type { SignedIn } from '~/domain/identity/viewer'
import { readDrafts } from '~/domain/learning/permissions'
import { briefList, ownBriefs } from '~/domain/market/queries.server'
import { teamsOf } from '~/domain/teams/queries.server'
import type { Reader } from '~/platform/database.server'
import { clientMoney, memberMoney, operatorFigures } from './dashboard-money.server'
import { deliveredFigures, deliveredWork } from './delivered-work.server'
import { waitingFor } from './waiting-items.server'

/** What waits for a person, and how their contracts and money stand. */
export async function dashboard(db: Reader, viewer: SignedIn, at: Date) {
  const open = await contractList(db, viewer, 'open', at)
  const ended = await contractList(db, viewer, 'ended', at)
  const teams = await teamsOf(db, viewer)
  const briefs = await ownBriefs(db, viewer)
  const client = viewer.memberships.some(({ kind }) => kind === 'client')
  const supports = viewer.memberships.filter(({ kind }) => kind === 'partner' || kind === 'funder')
  return {
    waiting: await waitingFor(db, viewer, { open, ended, briefs }, at),
    open,
    teams,
    briefs: briefs.slice(0, 8),
    client,
    member: teams.length > 0 || open.some(({ side }) => side === 'team'),
    openBriefs: client ? [] : (await briefList(db, viewer, { page: 1 })).rows.slice(0, 5),
    clientMoney: client ? await clientMoney(db, [...open, ...ended]) : [],
    memberMoney: await memberMoney(db, viewer, open),
    support:
      supports.length > 0
        ? {
            organisations: supports.map(({ organisationId, name, kind }) => ({
              workshop: kind === 'partner' && may(viewer, readDrafts, { organisationId }),
              id: organisationId,
              name,
              kind: kind === 'partner' ? ('partner' as const) : ('funder' as const),
            })),
            figures: await deliveredFigures(db),
            latest: await deliveredWork(db, 5),
          }
        : null,
    operator: viewer.operator ? await operatorFigures(db, viewer, at) : null,
  }
}
