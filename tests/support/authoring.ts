import { startTrack } from '~/domain/learning/versions/start-draft.server'
import { writeVersion } from '~/domain/learning/versions/write-version.server'
import { database, inTransaction } from '~/platform/database.server'
import { sampleFiles, sampleTrack } from './learning'
import { joinOrganisation, makeOrganisation, makePerson, type TestPerson } from './people'

export const at = new Date('2026-03-02T09:00:00Z')

export type Workshop = {
  partnerId: string
  owner: TestPerson
  author: TestPerson
  second: TestPerson
  reviewer: TestPerson
  member: TestPerson
  stranger: TestPerson
  operator: TestPerson
  otherOperator: TestPerson
}

/** A training partner with somebody in every role, and an operator's desk of two. */
export async function makeWorkshop(): Promise<Workshop> {
  const partner = await makeOrganisation({ kind: 'partner', name: 'Karachi School' })
  const desk = await makeOrganisation({ kind: 'operator', name: 'Samar' })
  return {
    partnerId: partner.organisationId,
    owner: partner.owner,
    author: await joinOrganisation(partner, 'author'),
    second: await joinOrganisation(partner, 'author'),
    reviewer: await joinOrganisation(partner, 'reviewer'),
    member: await joinOrganisation(partner, 'member'),
    stranger: await makePerson(database()),
    operator: desk.owner,
    otherOperator: await joinOrganisation(desk, 'manager'),
  }
}

let count = 0

/** A draft with one item of every kind, written by the author. */
export async function makeDraft(shop: Workshop) {
  count += 1
  const content = sampleTrack({ slug: `draft-${count}` })
  return inTransaction((tx) =>
    writeVersion(tx, {
      ...{ partnerId: shop.partnerId, content, files: sampleFiles },
      ...{ by: shop.author.personId, at },
    }),
  )
}

/** A draft with nothing in it but its name. */
export function emptyDraft(shop: Workshop, title = 'A new track') {
  return inTransaction((tx) =>
    startTrack(tx, {
      ...{ partnerId: shop.partnerId, title, summary: '', language: 'en' as const },
      ...{ by: shop.author.personId, at },
    }),
  )
}
