import { useDatabase } from 'tests/support/database'
import { marketDay as at, briefDraft } from 'tests/support/market'
import { makeOrganisation, makePerson, signedIn } from 'tests/support/people'
import { expect, it } from 'vitest'
import { checkItems, deskCheckItems } from '~/domain/figures/check-items.server'
import { askBack } from '~/domain/identity/ask-back.server'
import { askForCheck } from '~/domain/identity/ask-for-check.server'
import { createBrief } from '~/domain/market/briefs/brief.commands.server'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()

it('a request for verification is the operator’s turn, and what it asks back the client’s', async () => {
  const { organisationId, owner } = await makeOrganisation({ verified: false })
  const { owner: operator } = await makeOrganisation({ kind: 'operator', name: 'Desk' })
  const stranger = await makePerson(database())
  const own = async (who = owner) => checkItems(database(), await signedIn(who))
  expect(await deskCheckItems(database())).toEqual([])
  await inTransaction((tx) => askForCheck(tx, { organisationId, by: owner.personId, at }))
  expect(await deskCheckItems(database())).toMatchObject([
    { href: `/desk/organisations/${organisationId}` },
  ])
  expect(await own()).toEqual([])
  const words = 'Which register are you in?'
  const by = operator.personId
  await inTransaction((tx) => askBack(tx, { organisationId, words, by, at }))
  expect(await deskCheckItems(database())).toEqual([])
  expect(await own()).toMatchObject([{ href: `/organisations/${organisationId}` }])
  expect(await own(stranger)).toEqual([])
  const draft = { ...briefDraft, organisationId, by: owner.personId }
  await inTransaction((tx) => createBrief(tx, { ...draft, at }))
  const { briefId } = await inTransaction((tx) =>
    createBrief(tx, { ...draft, at: new Date(at.getTime() + 1) }),
  )
  expect(await own()).toMatchObject([{ href: `/briefs/${briefId}` }])
})
