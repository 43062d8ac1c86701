import { credential, credentialEvent } from 'db/schema/credentials'
import { inArray } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { credentialTransitions, type IssueInput, withdrawnStatuses } from './credential'
import { type CredentialRow, lockChain } from './credential-rows.server'
import { type Issued, signAndStore } from './issue-credential.server'
import { inTurn } from './issuers.server'
import { whatItSaid } from './renew-credential.server'

/**
 * Issues a credential for something that grows. Asked again, the one there is answers while it says the
 * same; otherwise a new one takes its place, and what it replaces is revoked in the same transaction,
 * so that one at a time holds.
 * @throws Refused credential_withdrawn where its issuer has suspended or revoked the last one, and as
 * `issueCredential` does.
 */
export async function reissueCredential(tx: Tx, input: IssueInput): Promise<Issued> {
  await inTurn(tx, `credential:${input.reference}`)
  const chain = await lockChain(tx, input.reference)
  const last = chain.at(-1)
  if (!last) return signAndStore(tx, input, null)
  if (withdrawnStatuses.includes(last.status)) throw new Refused('credential_withdrawn')
  if (await saysTheSame(tx, last, input)) return { credentialId: last.id, issued: false }
  const { id, visibility } = last
  const made = await signAndStore(tx, { ...input, reference: `renewal:${id}`, visibility }, id)
  // What the issuer once renewed by hand runs beside its renewal; none of them may hold any longer.
  await takeBack(tx, input, chain)
  return made
}

async function saysTheSame(tx: Tx, last: CredentialRow, input: IssueInput): Promise<boolean> {
  const said = await whatItSaid(tx, last)
  const { name, criteria } = input.achievement
  return (
    said.achievement.name === name &&
    said.achievement.criteria === criteria &&
    JSON.stringify(said.results) === JSON.stringify(input.results ?? [])
  )
}

async function takeBack(
  tx: Tx,
  { by, at }: IssueInput,
  earlier: readonly CredentialRow[],
): Promise<void> {
  const ids = earlier.flatMap(({ id, status }) =>
    credentialTransitions.find(status, 'revoke', 'platform').ok ? id : [],
  )
  await tx.update(credential).set({ status: 'revoked' }).where(inArray(credential.id, ids))
  await tx.insert(credentialEvent).values(
    ids.flatMap((credentialId) => {
      const event = { credentialId, reason: '', personId: by, at }
      return [
        { ...event, kind: 'renewed' as const },
        { ...event, kind: 'revoked' as const },
      ]
    }),
  )
  for (const subject of ids) await audit(tx, { by, act: 'credential.revoke', subject })
}
