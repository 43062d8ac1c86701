import { contract, contractMember, handOver } from 'db/schema/contracts'
import { team, teamMember } from 'db/schema/teams'
import { and, asc, eq, exists, inArray, isNotNull, or } from 'drizzle-orm'
import { actingRoles } from '~/domain/identity/organisation'
import type { SignedIn } from '~/domain/identity/viewer'
import type { Reader } from '~/platform/database.server'
import { clientHandOverStates, missingWords, openHandOverStates } from './hand-over'
import { textsOf, wordsOf } from './hand-over-rows.server'

/** The hand-overs whose next word is the viewer's: for their own seat, or a signature for a side. */
export async function waitingHandOvers(db: Reader, viewer: SignedIn) {
  const { personId } = viewer
  const clients = viewer.memberships
    .filter(({ role }) => actingRoles.includes(role))
    .map(({ organisationId }) => organisationId)
  const inTeam = db
    .select({ id: teamMember.teamId })
    .from(teamMember)
    .where(and(eq(teamMember.teamId, contract.teamId), eq(teamMember.personId, personId)))
  const rows = await db
    .select({ row: handOver, contract, teamName: team.name, lead: contractMember.lead })
    .from(handOver)
    .innerJoin(contract, eq(contract.id, handOver.contractId))
    .innerJoin(team, eq(team.id, contract.teamId))
    .leftJoin(
      contractMember,
      and(eq(contractMember.contractId, contract.id), eq(contractMember.personId, personId)),
    )
    .where(
      and(
        inArray(handOver.state, [...openHandOverStates]),
        or(
          isNotNull(contractMember.personId),
          exists(inTeam),
          clients.length > 0 ? inArray(contract.organisationId, clients) : undefined,
        ),
      ),
    )
    .orderBy(asc(handOver.deadlineAt))
  const found = await Promise.all(
    rows.map(async ({ row, contract: of, teamName, lead }) => {
      const missing = missingWords(await textsOf(db, row), await wordsOf(db, row.id))
      const byClient = clientHandOverStates.includes(row.state)
      const signs = byClient
        ? lead === null && clients.includes(of.organisationId)
        : lead === 1 && missing.team
      const agrees = !byClient && missing.seats.includes(personId)
      const { id, deadlineAt } = row
      const shown = { id, contractId: of.id, title: of.title, teamName, signs, deadlineAt }
      return signs || agrees ? [shown] : []
    }),
  )
  return found.flat()
}
