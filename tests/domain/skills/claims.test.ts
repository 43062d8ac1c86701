import { useDatabase } from 'tests/support/database'
import { makePerson } from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import { evidenceLink } from '~/domain/skills/claim'
import { claimSkill } from '~/domain/skills/claim-skill.server'
import {
  grantDeliveredSkill,
  grantSkillsOfRole,
} from '~/domain/skills/grant-delivered-skill.server'
import { claimsOf } from '~/domain/skills/queries.server'
import { removeClaim } from '~/domain/skills/remove-claim.server'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()
const at = new Date('2026-03-01T09:00:00Z')
const link = 'https://work.example.org/certificate'

const claims = async (personId: string) => (await claimsOf(database(), [personId])).get(personId)

describe('a person names skills', () => {
  let by = ''
  beforeAll(async () => {
    by = (await makePerson(database())).personId
  })

  it('studied by word alone, assessed only with a link that others can open', async () => {
    await inTransaction((tx) => claimSkill(tx, { by, skillId: 'sql', level: 1, at }))
    expect(await claims(by)).toEqual([
      { skillId: 'sql', level: 1, evidenceKind: 'claimed', evidence: '', note: '' },
    ])
    for (const evidence of [
      '',
      'http://work.example.org',
      'javascript:alert(1)',
      'https://localhost/x',
    ]) {
      await expect(
        inTransaction((tx) => claimSkill(tx, { by, skillId: 'sql', level: 2, evidence, at })),
      ).rejects.toMatchObject({ code: 'evidence_missing' })
    }
    await inTransaction((tx) =>
      claimSkill(tx, { by, skillId: 'sql', level: 2, evidence: link, note: ' Reports. ', at }),
    )
    expect(await claims(by)).toEqual([
      { skillId: 'sql', level: 2, evidenceKind: 'link', evidence: link, note: 'Reports.' },
    ])
  })

  it('knows only skills of the taxonomy', async () => {
    await expect(
      inTransaction((tx) => claimSkill(tx, { by, skillId: 'alchemy', level: 1, at })),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  it('takes a claim away, once or twice', async () => {
    await inTransaction((tx) =>
      claimSkill(tx, { by, skillId: 'linux-administration', level: 1, at }),
    )
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
        level: 1,
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
      claimSkill(tx, { by: personId, skillId: 'model-serving', level: 1, note: 'Four.', at }),
    )
    expect(await claims(personId)).toEqual([{ ...proved, note: 'Four.' }])
    await expect(
      inTransaction((tx) => removeClaim(tx, { by: personId, skillId: 'model-serving' })),
    ).rejects.toMatchObject({ code: 'not_allowed' })
  })

  it('raises of a person’s own claims those that the role needs', async () => {
    const { personId } = await makePerson(database())
    for (const skillId of ['model-serving', 'containers', 'urdu-language-data']) {
      await inTransaction((tx) => claimSkill(tx, { by: personId, skillId, level: 1, at }))
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
