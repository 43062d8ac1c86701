import { contract, contractTerms, signature } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { fallDue } from '~/domain/contracts/fall-due.server'
import { confirmFunding } from '~/domain/contracts/milestones/confirm-funding.server'
import { fundMilestone } from '~/domain/contracts/milestones/fund-milestone.server'
import { currentTerms, milestonesOf } from '~/domain/contracts/rows.server'
import { acceptProposal } from '~/domain/contracts/terms/accept-proposal.server'
import { proposeTerms } from '~/domain/contracts/terms/propose-terms.server'
import { signTerms } from '~/domain/contracts/terms/sign-terms.server'
import type { TermsChange } from '~/domain/contracts/terms/terms-changes'
import { heldFor } from '~/domain/escrow/queries.server'
import { addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'
import {
  makeBrief,
  makeProposal,
  makeWorld,
  pay,
  settleByHand,
  sign,
  signedContract,
  start,
  stateOf,
  type World,
} from '../../support/contracts'
import { useDatabase } from '../../support/database'

useDatabase()
let world: World
beforeAll(async () => {
  world = await makeWorld()
})
const at = start

async function accepted() {
  const proposalId = await makeProposal(world, await makeBrief(world))
  const { contractId } = await inTransaction((tx) =>
    acceptProposal(tx, { proposalId, by: world.client.personId, at }),
  )
  return { proposalId, contractId }
}

async function statusOf(contractId: string) {
  const [row] = await database().select().from(contract).where(eq(contract.id, contractId))
  return row?.status
}

describe('accepting a proposal', () => {
  it('makes one contract, whoever clicks how often', async () => {
    const proposalId = await makeProposal(world, await makeBrief(world))
    const results = await Promise.all(
      [world.client, world.colleague, world.client].map(({ personId }) =>
        inTransaction((tx) => acceptProposal(tx, { proposalId, by: personId, at })),
      ),
    )
    expect(new Set(results.map(({ contractId }) => contractId)).size).toBe(1)
    expect(results.filter(({ already }) => !already)).toHaveLength(1)
  })

  it('is refused to strangers, readers and the team', async () => {
    const proposalId = await makeProposal(world, await makeBrief(world))
    const by = (personId: string) =>
      inTransaction((tx) => acceptProposal(tx, { proposalId, by: personId, at }))
    await expect(by(world.stranger.personId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(by(world.lead.personId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(by(world.reader.personId)).rejects.toMatchObject({ code: 'not_allowed' })
  })
})

describe('signing', () => {
  it('wants the name of the account, the newest version and its hash', async () => {
    const { contractId } = await accepted()
    const { version, sha256 } = await currentTerms(database(), contractId)
    const attempt = (given: Partial<Parameters<typeof signTerms>[1]>) =>
      inTransaction((tx) =>
        signTerms(tx, {
          contractId,
          version,
          sha256,
          typedName: world.client.name,
          by: world.client.personId,
          at,
          ...given,
        }),
      )
    await expect(attempt({ typedName: 'Anna' })).rejects.toMatchObject({ code: 'name_mismatch' })
    await expect(attempt({ version: 2 })).rejects.toMatchObject({ code: 'terms_outdated' })
    await expect(attempt({ sha256: 'f'.repeat(64) })).rejects.toMatchObject({
      code: 'terms_outdated',
    })
    await expect(attempt({ by: world.members[1]?.personId ?? '' })).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await expect(attempt({ by: world.stranger.personId })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await attempt({ typedName: '  ANNA   client ' })).toMatchObject({
      side: 'client',
      complete: false,
      already: false,
    })
    expect(await attempt({})).toMatchObject({ already: true })
    expect(await sign(contractId, world.lead)).toMatchObject({ side: 'team', complete: true })
    expect(await statusOf(contractId)).toBe('awaiting_funds')
  })

  it('of a version that was replaced is refused, and counts for nothing', async () => {
    const { contractId } = await accepted()
    await sign(contractId, world.client)
    const before = await currentTerms(database(), contractId)
    const change: TermsChange = {
      holdbackBps: 1_000,
      reviewDays: 10,
      milestones: before.body.milestones.map((row) => ({ ...row, amountMinor: '450000' })),
      criteria: [],
    }
    const made = await inTransaction((tx) =>
      proposeTerms(tx, {
        contractId,
        version: 1,
        change,
        note: 'Less money.',
        by: world.lead.personId,
        at,
      }),
    )
    expect(made.version).toBe(2)
    await expect(
      inTransaction((tx) =>
        signTerms(tx, {
          contractId,
          version: 1,
          sha256: before.sha256,
          typedName: world.lead.name,
          by: world.lead.personId,
          at,
        }),
      ),
    ).rejects.toMatchObject({ code: 'terms_outdated' })
    expect(await sign(contractId, world.lead)).toMatchObject({ complete: false })
    expect(await sign(contractId, world.colleague)).toMatchObject({ complete: true })
    const [row] = await database().select().from(contract).where(eq(contract.id, contractId))
    expect(row).toMatchObject({ priceMinor: 900_000n, termsVersion: 2, status: 'awaiting_funds' })
    await expect(
      inTransaction((tx) =>
        proposeTerms(tx, { contractId, version: 2, change, note: '', by: world.lead.personId, at }),
      ),
    ).rejects.toMatchObject({ code: 'transition_refused' })
  })

  it('is kept by the database as it was', async () => {
    const { contractId } = await accepted()
    await sign(contractId, world.client)
    await expect(
      database()
        .update(signature)
        .set({ typedName: 'x' })
        .where(eq(signature.contractId, contractId)),
    ).rejects.toThrow()
    await expect(
      database().delete(contractTerms).where(eq(contractTerms.contractId, contractId)),
    ).rejects.toThrow()
  })

  it('lapses after seven days, once', async () => {
    const { contractId } = await accepted()
    await fallDue(database(), { at: addDays(at, 6.9) })
    expect(await statusOf(contractId)).toBe('signing')
    await fallDue(database(), { at: addDays(at, 7) })
    expect(await statusOf(contractId)).toBe('terminated')
    const milestones = await milestonesOf(database(), contractId)
    expect(milestones.every(({ status }) => status === 'cancelled')).toBe(true)
    await expect(sign(contractId, world.client)).rejects.toMatchObject({
      code: 'transition_refused',
    })
  })
})

describe('funding', () => {
  const fund = (milestoneId: string, by = world.client.personId) =>
    inTransaction((tx) => fundMilestone(tx, { milestoneId, by, at }))
  const confirm = (paymentId: string, when = at) =>
    inTransaction((tx) => confirmFunding(tx, { paymentId, at: when }))

  it('opens one payment, in order, and unlocks the work once', async () => {
    const { contractId, milestoneIds } = await signedContract(world)
    const [first = '', second = ''] = milestoneIds
    await expect(fund(second)).rejects.toMatchObject({ code: 'not_yet_due' })
    await expect(fund(first, world.lead.personId)).rejects.toMatchObject({ code: 'not_allowed' })
    const [a, b] = await Promise.all([fund(first), fund(first, world.colleague.personId)])
    expect(a.paymentId).toBe(b.paymentId)
    expect(await confirm(a.paymentId)).toEqual({ result: 'nothing' })
    await settleByHand(a.paymentId, 'confirmed')
    const results = await Promise.all([confirm(a.paymentId), confirm(a.paymentId)])
    expect(results.map(({ result }) => result).sort()).toEqual(['held', 'nothing'])
    expect(await stateOf(first)).toMatchObject({ status: 'funded', deadlineAt: addDays(at, 21) })
    expect(await statusOf(contractId)).toBe('active')
    const held = (await heldFor(database(), [first])).get(first)
    expect(held).toMatchObject({ heldMinor: 500_000n })
  })

  it('that fails leaves the milestone to be funded again', async () => {
    const { milestoneIds } = await signedContract(world)
    const first = milestoneIds[0] ?? ''
    const { paymentId } = await fund(first)
    await settleByHand(paymentId, 'failed')
    expect(await confirm(paymentId)).toEqual({ result: 'failed' })
    expect(await stateOf(first)).toMatchObject({ status: 'unfunded' })
    await pay(world, first)
    expect(await stateOf(first)).toMatchObject({ status: 'funded' })
  })

  it('that comes after the contract has lapsed goes straight back', async () => {
    const { contractId, milestoneIds } = await signedContract(world)
    const first = milestoneIds[0] ?? ''
    const { paymentId } = await fund(first)
    await fallDue(database(), { at: addDays(at, 8) })
    expect(await statusOf(contractId)).toBe('terminated')
    await settleByHand(paymentId, 'confirmed')
    expect(await confirm(paymentId, addDays(at, 8))).toEqual({ result: 'returned' })
    const held = (await heldFor(database(), [first])).get(first)
    expect(held).toMatchObject({ heldMinor: 0n, refundedMinor: 500_000n })
    expect(await stateOf(first)).toMatchObject({ status: 'cancelled' })
  })
})
