import { issue, issuedAt, laterOn } from 'tests/support/credentials'
import { useDatabase } from 'tests/support/database'
import { makeOrganisation, makePerson, signedIn } from 'tests/support/people'
import { expect, it } from 'vitest'
import { moveCredential } from '~/domain/credentials/move-credential.server'
import { dataStewards } from '~/domain/credentials/steward-queries.server'
import { renderCriteria } from '~/domain/learning/content/render-criteria.server'
import type { SkillLevel } from '~/domain/skills/claim'
import { skillById } from '~/domain/skills/taxonomy'
import { stewardRule } from '~/domain/stewardship/data-steward'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()

it('knows its skills', () => {
  expect(stewardRule().skills.every((id) => skillById(id))).toBe(true)
})

it('says who holds a credential of data stewardship now', async () => {
  const partner = await makeOrganisation({ kind: 'partner' })
  const { organisationId } = partner
  const holder = async (level: SkillLevel, skills: string[], validUntil: Date | null = null) => {
    const { personId } = await makePerson(database())
    const achievement = {
      ...{ key: `track:${level}`, name: 'A', description: 'B', criteria: 'C', level, skills },
    }
    const credentialId = await issue({
      ...{ personId, organisationId, achievement },
      ...{ validUntil, results: [] },
    })
    return { personId, credentialId }
  }
  const steward = await holder(2, ['retention-deletion', 'data-cleaning'])
  const studied = await holder(1, ['retention-deletion'])
  const other = await holder(2, ['data-cleaning'])
  const expired = await holder(2, ['data-classification'], new Date('2026-11-10T00:00:00Z'))
  const ids = [steward, studied, other, expired].map(({ personId }) => personId)
  const now = async (at = laterOn) => [...(await dataStewards(database(), ids, at))]
  expect(await now()).toEqual([steward.personId])
  expect((await now(issuedAt)).sort()).toEqual([steward.personId, expired.personId].sort())
  const viewer = await signedIn(partner.owner)
  const { credentialId } = steward
  await inTransaction((tx) =>
    moveCredential(tx, {
      credentialId,
      event: 'suspend',
      reason: 'Looked at.',
      viewer,
      at: laterOn,
    }),
  )
  expect(await now()).toEqual([])
  expect(await dataStewards(database(), [], laterOn)).toEqual(new Set())
})

it('renders criteria without pictures and without anybody’s HTML', async () => {
  const html = await renderCriteria('## How\n\n- one\n\n![A plot](assets/a.svg) <script>x</script>')
  expect(html).toContain('<li>one</li>')
  expect(html).toContain('<em>A plot</em>')
  expect(html).not.toMatch(/<script|<img/)
  const deep = await renderCriteria(`${'> '.repeat(60)}deep *end*`)
  expect(deep).toContain('deep')
  expect(deep).not.toContain('<blockquote')
})
