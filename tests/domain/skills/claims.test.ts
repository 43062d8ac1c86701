import { readdirSync, readFileSync } from 'node:fs'
import { skillClaim } from 'db/schema/skills'
import postgres from 'postgres'
import { useDatabase } from 'tests/support/database'
import { makePerson } from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Claim,
  type EvidenceKind,
  evidenceLink,
  highestClaims,
  levelOfKind,
  proofHref,
} from '~/domain/skills/claim'
import { claimSkill } from '~/domain/skills/claim-skill.server'
import { grantAssessedSkill } from '~/domain/skills/grant-assessed-skill.server'
import {
  grantDeliveredSkill,
  grantSkillsOfRole,
} from '~/domain/skills/grant-delivered-skill.server'
import { claimsOf } from '~/domain/skills/queries.server'
import { removeClaim } from '~/domain/skills/remove-claim.server'
import { withdrawAssessedSkills } from '~/domain/skills/withdraw-assessed-skills.server'
import { database, inTransaction } from '~/platform/database.server'

const held = useDatabase()
const at = new Date('2026-03-01T09:00:00Z')
const link = 'https://work.example.org/certificate'

const claims = async (personId: string) => (await claimsOf(database(), [personId])).get(personId)

describe('a person names skills', () => {
  let by = ''
  beforeAll(async () => {
    by = (await makePerson(database())).personId
  })

  it('which stays a claim, with a link that others can open or without one', async () => {
    await inTransaction((tx) => claimSkill(tx, { by, skillId: 'sql', at }))
    expect(await claims(by)).toEqual([
      { skillId: 'sql', level: 1, evidenceKind: 'claimed', evidence: '', note: '' },
    ])
    for (const evidence of [
      'http://work.example.org',
      'javascript:alert(1)',
      'https://localhost/x',
    ]) {
      await expect(
        inTransaction((tx) => claimSkill(tx, { by, skillId: 'sql', evidence, at })),
      ).rejects.toMatchObject({ code: 'evidence_missing' })
    }
    await inTransaction((tx) =>
      claimSkill(tx, { by, skillId: 'sql', evidence: link, note: ' Reports. ', at }),
    )
    expect(await claims(by)).toEqual([
      { skillId: 'sql', level: 1, evidenceKind: 'link', evidence: link, note: 'Reports.' },
    ])
  })

  it('knows only skills of the taxonomy', async () => {
    await expect(
      inTransaction((tx) => claimSkill(tx, { by, skillId: 'alchemy', at })),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  it('takes a claim away, once or twice', async () => {
    await inTransaction((tx) => claimSkill(tx, { by, skillId: 'linux-administration', at }))
    await inTransaction((tx) => removeClaim(tx, { by, skillId: 'linux-administration' }))
    await inTransaction((tx) => removeClaim(tx, { by, skillId: 'linux-administration' }))
    expect((await claims(by))?.map(({ skillId }) => skillId)).toEqual(['sql'])
  })
})

describe('a contract shows skills', () => {
  it('raises, never lowers, and is not the person’s to change or remove', async () => {
    const { personId } = await makePerson(database())
    const grant = (level: 3 | 4, evidence: string) =>
      inTransaction((tx) =>
        grantDeliveredSkill(tx, { personId, skillId: 'model-serving', level, evidence, at }),
      )
    await inTransaction((tx) =>
      claimSkill(tx, {
        by: personId,
        skillId: 'model-serving',
        note: 'Three years.',
        at,
      }),
    )
    await grant(4, 'vrd_one')
    await grant(4, 'vrd_two')
    await grant(3, 'con_one')
    const proved = {
      skillId: 'model-serving',
      level: 4,
      evidenceKind: 'verdict',
      evidence: 'vrd_one',
    }
    expect(await claims(personId)).toEqual([{ ...proved, note: 'Three years.' }])
    await inTransaction((tx) =>
      claimSkill(tx, { by: personId, skillId: 'model-serving', note: 'Four.', at }),
    )
    expect(await claims(personId)).toEqual([{ ...proved, note: 'Four.' }])
    await expect(
      inTransaction((tx) => removeClaim(tx, { by: personId, skillId: 'model-serving' })),
    ).rejects.toMatchObject({ code: 'not_allowed' })
  })

  it('raises of a person’s own claims those that the role needs', async () => {
    const { personId } = await makePerson(database())
    for (const skillId of ['model-serving', 'containers', 'urdu-language-data']) {
      await inTransaction((tx) => claimSkill(tx, { by: personId, skillId, at }))
    }
    const raised = await inTransaction((tx) =>
      grantSkillsOfRole(tx, {
        personId,
        role: 'deployment_engineer',
        level: 3,
        evidence: 'con_one',
        at,
      }),
    )
    expect(raised).toEqual(['containers', 'model-serving'])
    expect((await claims(personId))?.map(({ skillId, level }) => [skillId, level])).toEqual([
      ['containers', 3],
      ['model-serving', 3],
      ['urdu-language-data', 1],
    ])
  })
})

describe('a credential shows skills', () => {
  it('assessed, which one’s own word cannot reach and a contract stands above', async () => {
    const { personId } = await makePerson(database())
    const grant = (credentialId: string) =>
      inTransaction((tx) => grantAssessedSkill(tx, { personId, skillId: 'sql', credentialId, at }))
    await inTransaction((tx) => claimSkill(tx, { by: personId, skillId: 'sql', note: 'Mine.', at }))
    await grant('crd_one')
    await grant('crd_two')
    const assessed = {
      skillId: 'sql',
      level: 2,
      evidenceKind: 'credential',
      evidence: 'crd_one',
      note: 'Mine.',
    }
    expect(await claims(personId)).toEqual([assessed])
    await inTransaction((tx) => claimSkill(tx, { by: personId, skillId: 'sql', at }))
    expect(await claims(personId)).toEqual([{ ...assessed, note: '' }])
    await expect(
      inTransaction((tx) => removeClaim(tx, { by: personId, skillId: 'sql' })),
    ).rejects.toMatchObject({ code: 'not_allowed' })
    await inTransaction((tx) =>
      grantDeliveredSkill(tx, { personId, skillId: 'sql', level: 3, evidence: 'con_one', at }),
    )
    await grant('crd_three')
    expect(await claims(personId)).toMatchObject([
      { level: 3, evidenceKind: 'contract', evidence: 'con_one' },
    ])
    await expect(
      inTransaction((tx) =>
        grantAssessedSkill(tx, { personId, skillId: 'alchemy', credentialId: 'crd_one', at }),
      ),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  it('leaves when the credential no longer holds, but for what the person had said themselves', async () => {
    const { personId } = await makePerson(database())
    await inTransaction((tx) => claimSkill(tx, { by: personId, skillId: 'model-serving', at }))
    for (const [skillId, credentialId] of [
      ['sql', 'crd_held'],
      ['containers', 'crd_revoked'],
      ['model-serving', 'crd_revoked'],
      ['statistics', 'crd_revoked'],
    ] as const) {
      await inTransaction((tx) => grantAssessedSkill(tx, { personId, skillId, credentialId, at }))
    }
    await inTransaction((tx) =>
      claimSkill(tx, { by: personId, skillId: 'statistics', evidence: link, at }),
    )
    const withdraw = () =>
      inTransaction((tx) => withdrawAssessedSkills(tx, { credentialId: 'crd_revoked' }))
    expect(await withdraw()).toEqual(['containers', 'model-serving', 'statistics'])
    expect(await withdraw()).toEqual([])
    const left = await claims(personId)
    expect(left?.map(({ skillId, level, evidence }) => [skillId, level, evidence])).toEqual([
      ['sql', 2, 'crd_held'],
      ['model-serving', 1, ''],
      ['statistics', 1, link],
    ])
  })
})

describe('the proof of a claim', () => {
  const claim = (evidenceKind: EvidenceKind, evidence: string): Claim => ({
    skillId: 'sql',
    level: levelOfKind[evidenceKind],
    evidenceKind,
    evidence,
    note: '',
  })

  it('is one click away', () => {
    expect(proofHref(claim('claimed', ''), 'per_a')).toBeNull()
    expect(proofHref(claim('link', link), 'per_a')).toBe(link)
    expect(proofHref(claim('credential', 'crd_a'), 'per_a')).toBe('/credentials/crd_a')
    expect(proofHref(claim('contract', 'con_a'), 'per_a')).toBe('/people/per_a#delivered-con_a')
    expect(proofHref(claim('verdict', 'vrd_a'), 'per_a')).toBe('/verdicts/vrd_a')
  })

  it('is held to its level by the database', async () => {
    const { personId } = await makePerson(database())
    for (const [level, evidenceKind, evidence] of [
      [2, 'link', link],
      [2, 'claimed', ''],
      [3, 'verdict', 'vrd_a'],
      [4, 'contract', 'con_a'],
      [1, 'link', ''],
      [2, 'credential', ''],
      [5, 'verdict', 'vrd_a'],
    ] as const) {
      const row = { personId, skillId: 'sql', level, evidenceKind, evidence, claimedAt: at }
      await expect(database().insert(skillClaim).values(row)).rejects.toThrow()
    }
  })

  it('of several people is that of whoever stands highest, and says whose', () => {
    const found = highestClaims(
      new Map([
        ['per_a', [claim('claimed', '')]],
        ['per_b', [{ ...claim('contract', 'con_b'), note: 'own' }]],
        ['per_c', [claim('credential', 'crd_c')]],
      ]),
    )
    expect(found).toEqual([{ ...claim('contract', 'con_b'), personId: 'per_b' }])
  })
})

describe('claims of before', () => {
  it('move forward: a link makes no assessment, and a contract says that it was one', async () => {
    const { personId } = await makePerson(database())
    const sql = postgres(held.ownerUrl, { max: 1, onnotice: () => {} })
    try {
      await sql`alter table skill_claim drop constraint skill_claim_proof`
      await sql`alter table skill_claim drop constraint skill_claim_own_word`
      await sql`alter table exposure_check drop constraint exposure_check_wanted`
      const old = [
        ['statistics', 1, 'claimed', ''],
        ['sql', 2, 'link', link],
        ['python-data', 2, 'claimed', ''],
        ['containers', 3, 'verdict', 'con_a'],
        ['monitoring', 4, 'verdict', 'vrd_a'],
      ] as const
      for (const [skillId, level, kind, evidence] of old) {
        await sql`insert into skill_claim (person_id, skill_id, level, evidence_kind, evidence, claimed_at)
          values (${personId}, ${skillId}, ${level}, ${kind}, ${evidence}, ${at})`
      }
      const folder = new URL('../../../db/migrations/', import.meta.url)
      const name = readdirSync(folder).find((file) => file.endsWith('_skills_proofs.sql')) ?? ''
      await sql.unsafe(readFileSync(new URL(name, folder), 'utf8'))
    } finally {
      await sql.end()
    }
    const moved = (await claims(personId))?.map(({ skillId, level, evidenceKind, evidence }) => [
      skillId,
      level,
      evidenceKind,
      evidence,
    ])
    expect(moved).toEqual([
      ['monitoring', 4, 'verdict', 'vrd_a'],
      ['containers', 3, 'contract', 'con_a'],
      ['python-data', 1, 'claimed', ''],
      ['sql', 1, 'link', link],
      ['statistics', 1, 'claimed', ''],
    ])
  })
})

describe('a link to evidence', () => {
  it('is an https address of a public name, without a password in it', () => {
    expect(evidenceLink(' https://a.example/x ')).toBe('https://a.example/x')
    for (const odd of [
      '',
      'a.example',
      'ftp://a.example',
      'https://u:p@a.example',
      'https://host/',
    ]) {
      expect(evidenceLink(odd)).toBeNull()
    }
    expect(evidenceLink(`https://a.example/${'x'.repeat(600)}`)).toBeNull()
  })
})
