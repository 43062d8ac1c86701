import { person } from 'db/schema/identity'
import { openProfiles, personPage } from '~/domain/teams/people-queries.server'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { facetToken } from '../facets'
import { idsAfter } from './ids-after.server'
import { type Source, skillTokens, skillWords } from './source'

/** The page as a stranger sees it; null where a stranger sees none. */
async function publicPage(db: Reader, personId: string) {
  try {
    return await personPage(db, null, personId)
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}

/** People who offer work. Somebody who only buys, or has not confirmed an address, is never found. */
export const people: Source = {
  kind: 'person',
  async read(db, subjectId) {
    const page = await publicPage(db, subjectId)
    if (!page) return null
    const skills = page.claims.map(({ skillId }) => skillId)
    const roles = new Set(page.teams.map(({ role }) => role))
    return {
      kind: 'person',
      subjectId,
      url: `/people/${subjectId}`,
      title: page.name,
      summary: page.headline,
      text: `${page.about} ${skillWords(skills)}`,
      language: null,
      facets: [
        facetToken('country', page.country),
        ...[...roles].map((role) => facetToken('role', role)),
        ...skillTokens(skills),
        ...page.languages.map((code) => facetToken('language', code)),
      ],
      currency: null,
      amountMinor: null,
      amountIsLeast: false,
      publishedAt: page.createdAt,
    }
  },
  stillPublic: (db, ids) => openProfiles(db, null, ids),
  idsAfter: idsAfter(person, person.id),
}
