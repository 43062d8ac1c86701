import { mail } from 'db/schema/platform'
import { and, desc, eq } from 'drizzle-orm'
import { issue, issuedAt } from 'tests/support/credentials'
import { useDatabase } from 'tests/support/database'
import { makeOrganisation, makePerson, signedIn, type TestPerson } from 'tests/support/people'
import { beforeAll, expect, it } from 'vitest'
import { moveCredential } from '~/domain/credentials/move-credential.server'
import { notify } from '~/domain/notifications/notify.server'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()
let holder: TestPerson
let credentialId = ''
beforeAll(async () => {
  const partner = await makeOrganisation({ kind: 'partner' })
  holder = await makePerson(database())
  const { organisationId, owner } = partner
  credentialId = await issue({ personId: holder.personId, organisationId })
  const viewer = await signedIn(owner)
  for (const event of ['suspend', 'reinstate', 'revoke'] as const) {
    const reason = `Because ${event}.`
    await inTransaction((tx) =>
      moveCredential(tx, { credentialId, event, reason, viewer, at: issuedAt }),
    )
  }
})

it.each([
  ['credential-issued', 'new credential'],
  ['credential-suspended', 'Because suspend.'],
  ['credential-reinstated', 'valid again'],
  ['credential-revoked', 'Because revoke.'],
  ['credential-expiring', '2028'],
] as const)('%s reaches the holder once, in the inbox and by mail', async (event, words) => {
  const tell = () =>
    inTransaction((tx) => notify(tx, { event, subject: credentialId, at: issuedAt }))
  expect([await tell(), await tell()]).toEqual([1, 0])
  const [sent] = await database()
    .select()
    .from(mail)
    .where(and(eq(mail.toAddress, holder.email)))
    .orderBy(desc(mail.id))
    .limit(1)
  expect(JSON.stringify(sent)).toContain(words)
  expect(JSON.stringify(sent)).toContain('Text data')
})
