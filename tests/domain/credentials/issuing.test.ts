import { skillClaim } from 'db/schema/skills'
import { and, eq, sql } from 'drizzle-orm'
import {
  bitOf,
  type Doc,
  proofHolds,
  schemaErrors,
  schemaMissing,
  tokenHolds,
} from 'tests/support/badges'
import {
  didOfIssuer,
  issue,
  issuedAt,
  laterOn,
  noOutside,
  rowOf,
  verifyText,
} from 'tests/support/credentials'
import { useDatabase } from 'tests/support/database'
import {
  makeOrganisation,
  makePerson,
  signedIn,
  type TestOrganisation,
  type TestPerson,
  viewerOf,
} from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  markKeyCompromised,
  rotateIssuerKeys,
} from '~/domain/credentials/issuer-keys.commands.server'
import { moveCredential } from '~/domain/credentials/move-credential.server'
import { publicKeysOf } from '~/domain/credentials/own-issuers.server'
import { renewCredential } from '~/domain/credentials/renew-credential.server'
import { statusListDocument } from '~/domain/credentials/status-list-document.server'
import { tellExpiring } from '~/domain/credentials/tell-expiring.server'
import { claimSkill } from '~/domain/skills/claim-skill.server'
import { grantDeliveredSkill } from '~/domain/skills/grant-delivered-skill.server'
import { skillById } from '~/domain/skills/taxonomy'
import { addDays } from '~/kernel/clock'
import { database, databaseError, inTransaction } from '~/platform/database.server'

useDatabase()
let partner: TestOrganisation
let holder: TestPerson
let operator: TestPerson
beforeAll(async () => {
  partner = await makeOrganisation({ kind: 'partner', name: 'Indus Institute' })
  holder = await makePerson(database(), { name: 'Umar Member' })
  operator = await makePerson(database(), { name: 'Olga Operator' })
})

const mine = () => ({ personId: holder.personId, organisationId: partner.organisationId })
const asOperator = () => viewerOf(operator, { operator: true })
const move = async (
  credentialId: string,
  event: 'suspend' | 'reinstate' | 'revoke',
  at = issuedAt,
) =>
  inTransaction(async (tx) =>
    moveCredential(tx, {
      credentialId,
      event,
      reason: 'A mistake.',
      viewer: await signedIn(partner.owner),
      at,
    }),
  )

describe('a credential', () => {
  it('has both proofs, and they hold for a verifier that shares no code with us', async () => {
    const { document, jwt } = await rowOf(await issue(mine()))
    const did = await didOfIssuer(document)
    expect(Array.isArray(document.proof)).toBe(true)
    expect(await proofHolds(document, did)).toBe(true)
    const { proof: _, ...plain } = document
    const payload = tokenHolds(jwt, did)
    expect(payload).toMatchObject(plain)
    expect(payload).toMatchObject({
      iss: did.id,
      jti: document.id,
      nbf: issuedAt.getTime() / 1_000,
      exp: Date.parse(String(document.validUntil)) / 1_000,
      sub: (document.credentialSubject as Doc).id,
    })
    const changed = { ...document, name: 'Something else' }
    expect(await proofHolds(changed, did)).toBe(false)
    expect(
      tokenHolds(
        jwt.replace(/\.(.)/, (_all, c) => `.${c === 'e' ? 'f' : 'e'}`),
        did,
      ),
    ).toBeNull()
  })

  it('aligns its skills with our taxonomy, at the address of ESCO where it has the concept', async () => {
    const { document } = await rowOf(await issue(mine()))
    const { achievement } = document.credentialSubject as { achievement: Doc }
    const alignments = achievement.alignment as Doc[]
    for (const { targetFramework } of alignments) {
      expect(targetFramework).toBe('Samar skill taxonomy')
    }
    for (const { targetCode, targetUrl } of alignments) {
      const escoUri = skillById(String(targetCode))?.escoUri
      expect(targetUrl).toMatch(escoUri ?? new RegExp(`/skills#${targetCode}$`))
    }
  })

  it.skipIf(schemaMissing !== null)(
    `is valid against 1EdTech’s schema${schemaMissing ? `: skipped, ${schemaMissing}` : ''}`,
    async () => {
      const levels = [1, 2] as const
      for (const level of levels) {
        const { document } = await rowOf(
          await issue({
            ...mine(),
            achievement: {
              key: `level-${level}`,
              name: 'A',
              description: 'B',
              criteria: 'C',
              level,
              skills: [],
            },
            results: [],
            evidence: [],
            validUntil: null,
          }),
        )
        expect(schemaErrors(document)).toEqual([])
      }
      expect(schemaErrors((await rowOf(await issue(mine()))).document)).toEqual([])
    },
  )

  it('is found valid here without asking anybody outside, in both forms', async () => {
    const { text, jwt } = await rowOf(await issue(mine()))
    for (const form of [text, jwt]) {
      const { outcome, said, claimed } = await verifyText(form)
      expect(said).toMatchObject({
        schema: 'schema_ok',
        dates: 'dates_ok',
        issuer: 'issuer_ok',
        status: 'status_good',
      })
      expect(outcome).toBe('passed')
      expect(claimed).toMatchObject({ issuer: 'Indus Institute', holder: 'Umar Member' })
    }
    expect((await verifyText(text)).said.signature).toBe('signature_document')
    expect((await verifyText(jwt)).said.signature).toBe('signature_token')
  })

  it('is issued once for one reference, and never for somebody else', async () => {
    const first = await issue({ ...mine(), reference: 'enrolment:1' })
    const both = await Promise.all([1, 2].map(() => issue({ ...mine(), reference: 'enrolment:1' })))
    expect(both).toEqual([first, first])
    const other = await makePerson(database())
    await expect(
      issue({ ...mine(), personId: other.personId, reference: 'enrolment:1' }),
    ).rejects.toMatchObject({ code: 'idempotency_mismatch' })
  })

  it('is refused for what the issuer may not say', async () => {
    const client = await makeOrganisation({ kind: 'client' })
    await expect(issue({ ...mine(), organisationId: client.organisationId })).rejects.toMatchObject(
      { code: 'not_allowed' },
    )
    const achievement = {
      key: 'x',
      name: 'x',
      description: '',
      criteria: '',
      level: 4 as const,
      skills: [],
    }
    await expect(issue({ ...mine(), achievement, results: [] })).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await expect(issue({ ...mine(), validUntil: issuedAt })).rejects.toMatchObject({
      code: 'form_invalid',
    })
    await expect(
      issue({
        ...mine(),
        achievement: { ...achievement, level: 2, skills: ['juggling'] },
        results: [],
      }),
    ).rejects.toMatchObject({ code: 'not_found' })
    await expect(
      issue({ ...mine(), results: [{ key: 'nothing', value: '1' }] }),
    ).rejects.toMatchObject({ code: 'form_invalid' })
    await expect(issue({ ...mine(), personId: 'per_nobody' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('cannot be changed or taken away in the database', async () => {
    const id = await issue(mine())
    for (const statement of [
      sql`update credential set document = '{}' where id = ${id}`,
      sql`delete from credential where id = ${id}`,
      sql`update credential_event set reason = 'x' where credential_id = ${id}`,
      sql`update achievement set name = 'x'`,
      sql`update issuer set did = 'did:web:evil.example'`,
      sql`delete from issuer_key`,
      sql`update issuer_key set public_jwk = '{}'`,
    ]) {
      const error = await database()
        .execute(statement)
        .catch((thrown: unknown) => thrown)
      expect(['42501', 'SM003']).toContain(databaseError(error)?.code)
    }
    await move(id, 'revoke')
    const back = await database()
      .execute(sql`update credential set status = 'active' where id = ${id}`)
      .catch((thrown: unknown) => thrown)
    expect(databaseError(back)?.code).toBe('SM003')
  })
})

describe('a partner’s level 2', () => {
  const claimOf = async (personId: string, skillId = 'text-classification') => {
    const [row] = await database()
      .select()
      .from(skillClaim)
      .where(and(eq(skillClaim.personId, personId), eq(skillClaim.skillId, skillId)))
    return row
  }

  it('raises the skills with the credential as proof, and lowers nothing', async () => {
    const { personId } = await makePerson(database())
    await inTransaction((tx) =>
      claimSkill(tx, {
        by: personId,
        skillId: 'text-classification',
        note: 'Mine.',
        at: issuedAt,
      }),
    )
    const grant = { personId, level: 3 as const, evidence: 'con_x', at: issuedAt }
    await inTransaction((tx) =>
      grantDeliveredSkill(tx, { ...grant, skillId: 'regional-languages' }),
    )
    const id = await issue({ ...mine(), personId })
    expect(await claimOf(personId)).toMatchObject({
      level: 2,
      evidenceKind: 'credential',
      evidence: id,
      note: 'Mine.',
    })
    expect(await claimOf(personId, 'regional-languages')).toMatchObject({
      level: 3,
      evidence: 'con_x',
    })
    await move(id, 'suspend')
    expect(await claimOf(personId)).toMatchObject({
      level: 1,
      evidenceKind: 'claimed',
      evidence: '',
    })
    await move(id, 'reinstate')
    expect(await claimOf(personId)).toMatchObject({ level: 2, evidence: id })
    await move(id, 'revoke')
    expect(await claimOf(personId)).toMatchObject({ level: 1 })
    expect(await claimOf(personId, 'regional-languages')).toMatchObject({ level: 3 })
  })

  it('leave their skills to another one that shows them, or to nobody', async () => {
    const { personId } = await makePerson(database())
    const first = await issue({ ...mine(), personId })
    const second = await issue({ ...mine(), personId })
    expect(await claimOf(personId)).toMatchObject({ evidence: first })
    await move(first, 'revoke')
    expect(await claimOf(personId)).toMatchObject({ level: 2, evidence: second })
    await move(second, 'revoke')
    expect(await claimOf(personId)).toBeUndefined()
  })

  it('of level 1 raises none', async () => {
    const { personId } = await makePerson(database())
    await issue({
      ...mine(),
      personId,
      results: [],
      achievement: {
        key: 's',
        name: 's',
        description: '',
        criteria: '',
        level: 1,
        skills: ['text-classification'],
      },
    })
    expect(await claimOf(personId)).toBeUndefined()
  })
})

/** The bits of a credential in the two published lists, read as a stranger would. */
async function bitsOf(id: string, at = issuedAt) {
  const { document } = await rowOf(id)
  const { statusListCredential, statusListIndex } = document.credentialStatus as Record<
    string,
    string
  >
  const [, slug = '', name = ''] =
    /issuers\/([^/]+)\/status\/(.+)$/.exec(statusListCredential ?? '') ?? []
  const lists = [name, name.replace('revocation', 'suspension')].map(async (one) => {
    const list = JSON.parse(await statusListDocument(database(), { slug, name: one, at })) as Doc
    expect(await proofHolds(list, await didOfIssuer(document as Doc))).toBe(true)
    return bitOf(String((list.credentialSubject as Doc).encodedList), Number(statusListIndex))
  })
  return Promise.all(lists)
}

describe('standing', () => {
  it('shows at once where it is checked and in the signed lists', async () => {
    const id = await issue(mine())
    const { text } = await rowOf(id)
    expect(await bitsOf(id)).toEqual([0, 0])
    await move(id, 'suspend')
    expect((await verifyText(text)).said.status).toBe('status_suspended')
    expect(await bitsOf(id)).toEqual([1, 1])
    await move(id, 'reinstate')
    expect((await verifyText(text)).outcome).toBe('passed')
    expect(await bitsOf(id)).toEqual([0, 0])
    await move(id, 'revoke')
    expect((await verifyText(text)).said.status).toBe('status_revoked')
    expect((await verifyText((await rowOf(id)).jwt)).outcome).toBe('failed')
    expect(await bitsOf(id)).toEqual([1, 0])
    await expect(move(id, 'reinstate')).rejects.toMatchObject({ code: 'transition_refused' })
  })

  it('is the issuer’s to change, and the operator’s', async () => {
    const id = await issue(mine())
    const stranger = await makePerson(database())
    const reason = 'x'
    const attempt = (viewer: ReturnType<typeof viewerOf>) =>
      inTransaction((tx) =>
        moveCredential(tx, { credentialId: id, event: 'suspend', reason, viewer, at: issuedAt }),
      )
    for (const who of [stranger, holder])
      await expect(attempt(await signedIn(who))).rejects.toMatchObject({ code: 'not_found' })
    expect(await attempt(asOperator())).toBe('suspended')
  })

  it('of dates: expired and from the future fail', async () => {
    const { text } = await rowOf(await issue(mine()))
    expect((await verifyText(text, addDays(issuedAt, 800))).said.dates).toBe('dates_expired')
    expect((await verifyText(text, addDays(issuedAt, -1))).said.dates).toBe('dates_future')
  })
})

describe('keys', () => {
  it('are replaced, and what the old ones signed stays valid', async () => {
    const old = await rowOf(await issue(mine()))
    await inTransaction(async (tx) =>
      rotateIssuerKeys(tx, {
        issuerId: old.issuerId,
        viewer: await signedIn(partner.owner),
        at: laterOn,
      }),
    )
    const fresh = await rowOf(await issue(mine()))
    expect(fresh.ed25519KeyId).not.toBe(old.ed25519KeyId)
    expect(fresh.rsaKeyId).not.toBe(old.rsaKeyId)
    const did = await didOfIssuer(old.document)
    for (const { document, jwt, text } of [old, fresh]) {
      expect(await proofHolds(document, did)).toBe(true)
      expect(tokenHolds(jwt, did)).not.toBeNull()
      expect((await verifyText(text)).outcome).toBe('passed')
    }
    const manager = await makePerson(database())
    await expect(
      inTransaction((tx) =>
        rotateIssuerKeys(tx, { issuerId: old.issuerId, viewer: viewerOf(manager), at: laterOn }),
      ),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  it('in wrong hands: what was signed since then fails, and so does what is not in our books', async () => {
    const other = await makeOrganisation({ kind: 'partner' })
    const of = { personId: holder.personId, organisationId: other.organisationId }
    const before = await rowOf(await issue(of))
    const after = await rowOf(await issue({ ...of, at: laterOn }))
    const since = addDays(issuedAt, 3)
    for (const { id } of await publicKeysOf(database(), before.issuerId)) {
      await inTransaction((tx) =>
        markKeyCompromised(tx, { keyId: id, since, viewer: asOperator(), at: laterOn }),
      )
    }
    expect((await verifyText(before.text)).outcome).toBe('passed')
    expect((await verifyText(before.jwt)).outcome).toBe('passed')
    expect((await verifyText(after.text)).said.issuer).toBe('issuer_compromised')
    expect((await verifyText(after.jwt)).said.issuer).toBe('issuer_compromised')
    const did = await didOfIssuer(before.document)
    expect(did.verificationMethod.filter((one) => 'revoked' in one)).toHaveLength(2)
    expect(did.verificationMethod).toHaveLength(4)
    const again = await rowOf(await issue({ ...of, at: laterOn }))
    expect((await verifyText(again.text)).outcome).toBe('passed')
  })
})

describe('renewing', () => {
  it('issues a new one with the same words, once', async () => {
    const id = await issue(mine())
    const renew = async (validUntil: Date | null) =>
      inTransaction(async (tx) =>
        renewCredential(tx, {
          credentialId: id,
          validUntil,
          viewer: await signedIn(partner.owner),
          at: laterOn,
        }),
      )
    await expect(renew(addDays(issuedAt, 30))).rejects.toMatchObject({ code: 'form_invalid' })
    const made = await renew(addDays(issuedAt, 1_500))
    expect(await renew(null)).toEqual({ credentialId: made.credentialId, issued: false })
    const [was, is] = [await rowOf(id), await rowOf(made.credentialId)]
    const said = ({ document }: typeof was) => {
      const { credentialSubject, evidence, name } = document as {
        credentialSubject: Doc
        evidence: unknown
        name: string
      }
      return [name, evidence, credentialSubject.achievement, credentialSubject.result]
    }
    expect(said(is)).toEqual(said(was))
    expect(is.achievementId).toBe(was.achievementId)
    expect((await verifyText(is.text)).outcome).toBe('passed')
  })

  it('is called for thirty days before the end, once', async () => {
    const id = await issue({ ...mine(), validUntil: addDays(issuedAt, 60) })
    const tell = (days: number) =>
      inTransaction((tx) => tellExpiring(tx, { at: addDays(issuedAt, days) }))
    expect(await tell(29)).toBe(0)
    expect(await tell(31)).toBe(1)
    expect(await tell(32)).toBe(0)
    expect((await rowOf(id)).expiryToldAt).toEqual(addDays(issuedAt, 31))
  })
})

it('reaches for nothing outside', async () => {
  const { text } = await rowOf(await issue(mine()))
  await expect(verifyText(text, laterOn, noOutside)).resolves.toMatchObject({ outcome: 'passed' })
})
