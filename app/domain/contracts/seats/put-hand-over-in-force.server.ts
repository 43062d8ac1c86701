import { contract, contractMember, contractTerms } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import { invariant, Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { type ContractRow, currentTerms } from '../rows.server'
import { writeSignature } from '../terms/write-signature.server'
import { type HandOverTexts, handOverContractStatuses } from './hand-over'
import { type HandOverRow, startsOf, textsOf, wordsOf } from './hand-over-rows.server'
import { assertSeatsHold, leadsAfter } from './hand-over-seats.server'
import { everyMember, seatSpan } from './seats'

/**
 * Both sides have signed: the text becomes the next version of the terms, with its signatures, and
 * the contract knows its new people and leads. What must hold is asked once more.
 * @throws Refused milestone_begun, transition_refused, and as `assertSeatsHold`.
 */
export async function putHandOverInForce(
  tx: Tx,
  row: ContractRow,
  agreed: HandOverRow,
  at: Date,
): Promise<void> {
  const { id: contractId, status } = row
  const { fromPosition, body, sha256 } = agreed
  const event = 'hand_over'
  if (!handOverContractStatuses.includes(status)) {
    throw new Refused('transition_refused', { from: status, event })
  }
  const current = await currentTerms(tx, contractId)
  invariant(current.version + 1 === body.version, 'terms change only by the one open hand-over')
  const { starts } = await startsOf(tx, contractId)
  if (!starts.includes(fromPosition)) throw new Refused('milestone_begun')
  const texts = await textsOf(tx, agreed)
  await assertSeatsHold(tx, row, texts, { fromPosition, at })
  await tx.insert(contractTerms).values({
    ...{ contractId, version: body.version, body, canonical: agreed.canonical, sha256 },
    ...{ note: agreed.reason, createdBy: agreed.proposedBy, createdAt: at },
  })
  await tx.update(contract).set({ termsVersion: body.version }).where(eq(contract.id, contractId))
  await appendEvidence(tx, {
    contractReference: contractId,
    kind: 'terms_proposed',
    body: { version: body.version, sha256, side: 'team' },
    at,
  })
  const words = await wordsOf(tx, agreed.id)
  for (const side of ['team', 'client'] as const) {
    const word = words.find(({ part }) => part === side)
    invariant(word, 'both sides have signed')
    const { personId, typedName, saidAt: signedAt } = word
    const mark = { contractId, version: body.version, side, personId, typedName, sha256, signedAt }
    await writeSignature(tx, mark, at)
  }
  await seatPeople(tx, row, texts, fromPosition)
  await enqueue(tx, 'notify', { event: 'hand-over-in-force', subject: agreed.id })
}

/** Who goes keeps what they did: their row stays, until the milestone before. */
async function seatPeople(
  tx: Tx,
  row: ContractRow,
  texts: HandOverTexts,
  fromPosition: number,
): Promise<void> {
  const leads = await leadsAfter(tx, row, texts, fromPosition)
  for (const { personId, role, shareBps } of everyMember(texts.after)) {
    const lead = leads.includes(personId) ? 1 : 0
    const seat = { role, shareBps, lead, ...seatSpan(texts.after, personId) }
    await tx
      .insert(contractMember)
      .values({ contractId: row.id, personId, ...seat })
      .onConflictDoUpdate({
        target: [contractMember.contractId, contractMember.personId],
        set: seat,
      })
  }
}
