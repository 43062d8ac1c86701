import { escoSkill } from 'db/schema/skills'
import { and, asc, ilike, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { plainText } from '../exposure/words'
import { type Skill, skills } from '../taxonomy'

export type EscoBehind = { label: string; altLabels: string[]; description: string }

/** The imported concept behind each skill, by the skill's id; empty before an import. */
export async function escoBehind(db: Reader): Promise<Map<string, EscoBehind>> {
  const byUri = new Map(skills.flatMap(({ id, escoUri }) => (escoUri ? [[escoUri, id]] : [])))
  const rows = await db
    .select()
    .from(escoSkill)
    .where(and(inArray(escoSkill.uri, [...byUri.keys()]), isNull(escoSkill.vanishedAt)))
  return new Map(
    rows.flatMap(({ uri, label, altLabels, description }) => {
      const id = byUri.get(uri)
      return id ? [[id, { label, altLabels, description }] as const] : []
    }),
  )
}

export type FoundSkill = {
  readonly skillId: string
  /** The name in ESCO by which it was found; null where our own words hold what was asked. */
  readonly by: string | null
  /** That name is of a narrower concept, under the one behind the skill. */
  readonly narrower: boolean
}

export const searchCharacters = 80
const mostConcepts = 60

function own(skill: Skill, words: readonly string[]): boolean {
  const text = plainText(
    [skill.id, skill.name.en, skill.name.ur, skill.sentence.en, skill.sentence.ur].join(' '),
  )
  return words.every((word) => text.includes(word))
}

/**
 * Skills that hold what was asked in their own words, then those that an imported name of ESCO leads
 * to: the concept behind them, or a narrower one.
 */
export async function findSkills(db: Reader, asked: string): Promise<FoundSkill[]> {
  const typed = asked.trim().slice(0, searchCharacters)
  const words = plainText(typed).split(' ').filter(Boolean)
  if (words.length === 0) return []
  const found = new Map<string, FoundSkill>()
  for (const skill of skills) {
    if (own(skill, words)) found.set(skill.id, { skillId: skill.id, by: null, narrower: false })
  }
  const pattern = `%${typed.replace(/[\\%_]/g, '\\$&')}%`
  const concepts = await db
    .select()
    .from(escoSkill)
    .where(
      and(
        isNull(escoSkill.vanishedAt),
        or(ilike(escoSkill.label, pattern), sql`${escoSkill.altLabels}::text ilike ${pattern}`),
      ),
    )
    .orderBy(sql`length(${escoSkill.label})`, asc(escoSkill.label))
    .limit(mostConcepts)
  for (const { uri, label, altLabels, broader } of concepts) {
    const lower = typed.toLowerCase()
    const named = [label, ...altLabels].find((name) => name.toLowerCase().includes(lower)) ?? label
    for (const { id, escoUri } of skills) {
      if (!escoUri || found.has(id)) continue
      if (escoUri === uri) found.set(id, { skillId: id, by: named, narrower: false })
      else if (broader.includes(escoUri)) found.set(id, { skillId: id, by: named, narrower: true })
    }
  }
  return [...found.values()]
}
