import { issue } from 'tests/support/credentials'
import { useDatabase } from 'tests/support/database'
import { makeOrganisation, makePerson, viewerOf } from 'tests/support/people'
import { expect, it } from 'vitest'
import { setVisibility } from '~/domain/credentials/issuer-keys.commands.server'
import { proofHref } from '~/domain/skills/claim'
import { peopleList, personPage } from '~/domain/teams/people-queries.server'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()

it('a credential that only a link leads to is not published by the skills it shows', async () => {
  const holder = await makePerson(database(), { name: 'Umar Member' })
  const partner = await makeOrganisation({ kind: 'partner' })
  const credentialId = await issue({
    personId: holder.personId,
    organisationId: partner.organisationId,
  })
  const read = async (viewer: Parameters<typeof personPage>[1]) => {
    const page = await personPage(database(), viewer, holder.personId)
    return page.claims.map((claim) => ({
      level: claim.level,
      href: proofHref(claim, holder.personId),
    }))
  }
  const hidden = { level: 2, href: null }
  const open = { level: 2, href: `/credentials/${credentialId}` }
  const listed = async () =>
    JSON.stringify(
      await peopleList(database(), { search: 'Umar', skill: '', role: '', page: 1 }),
    ).includes(credentialId)

  expect(await read(null)).toEqual([hidden, hidden])
  expect(await listed()).toBe(false)
  expect(await read(viewerOf(holder))).toEqual([open, open])
  const viewer = viewerOf(holder)
  const show = (visibility: 'public' | 'private') =>
    inTransaction((tx) => setVisibility(tx, { credentialId, visibility, viewer }))
  await show('public')
  expect(await read(null)).toEqual([open, open])
  expect(await listed()).toBe(true)
  await show('private')
  expect(await read(null)).toEqual([hidden, hidden])
})
