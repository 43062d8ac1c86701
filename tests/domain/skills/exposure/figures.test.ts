import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import {
  isGroupScore,
  placeOf,
  plotMarks,
  rankAgreement,
  raterAgreement,
  raterDifference,
  togetherOf,
} from '~/domain/skills/exposure/exposure-figures'
import {
  commonOccupationIds,
  occupationById,
  occupations,
  scoresOf,
} from '~/domain/skills/exposure/occupations'
import { highestApplicability, publishedScores } from '~/domain/skills/exposure/published-scores'
import { plainText } from '~/domain/skills/exposure/words'
import { skillById } from '~/domain/skills/taxonomy'

const folder = join(process.env.SAMAR_DATA ?? '../shared/data', 'exposure')

function table(name: string): Record<string, string>[] {
  return parse(readFileSync(join(folder, name)), { columns: true, bom: true })
}

describe('the occupations', () => {
  it('are 60 to 100 services with names, words that people type, tasks on both sides and skills', () => {
    expect(occupations.length).toBeGreaterThanOrEqual(60)
    expect(occupations.length).toBeLessThanOrEqual(100)
    expect(new Set(occupations.map(({ id }) => id)).size).toBe(occupations.length)
    for (const occupation of occupations) {
      const { id, name, aliases, brings, tasks } = occupation
      expect(occupationById(id)).toBe(occupation)
      expect(scoresOf(occupation).title, id).not.toBe('')
      expect(name.ur, id).toMatch(/[\u0600-\u06ff]/)
      expect(aliases.length, id).toBeGreaterThanOrEqual(4)
      expect(
        aliases.some((alias) => /[\u0600-\u06ff]/.test(alias)),
        id,
      ).toBe(true)
      for (const alias of aliases) expect(plainText(alias), id).not.toBe('')
      expect(brings.length, id).toBeGreaterThan(0)
      for (const skill of brings) expect(skillById(skill), `${id}: ${skill}`).toBeDefined()
      expect(tasks.length, id).toBeGreaterThanOrEqual(4)
      expect(tasks.length, id).toBeLessThanOrEqual(8)
      for (const exposed of [true, false]) {
        expect(tasks.filter((task) => task.exposed === exposed).length, id).toBeGreaterThan(0)
      }
      for (const { text } of tasks) {
        expect(text.en).toMatch(/^[A-Z]/)
        expect(text.ur).toMatch(/^[\u0600-\u06ff]/)
      }
    }
    for (const id of commonOccupationIds) expect(occupationById(id), id).toBeDefined()
  })

  it('carry no figure that nothing uses', () => {
    const used = new Set(occupations.map(({ soc }) => soc))
    expect(Object.keys(publishedScores).filter((soc) => !used.has(soc))).toEqual([])
  })
})

describe('every figure', () => {
  it('is the published one', (context) => {
    if (!existsSync(folder)) context.skip(`no tables at ${folder}; set SAMAR_DATA`)
    const exposure = new Map(
      table('gpts-occupations.csv').map((row) => [row['O*NET-SOC Code'], row]),
    )
    const applicability = new Map(
      table('ai-applicability.csv').map((row) => [
        row['SOC Code'],
        Number(row.ai_applicability_score),
      ]),
    )
    expect([exposure.size, applicability.size]).toEqual([923, 785])
    const lower = (values: readonly number[], own: number) =>
      Math.floor((100 * values.filter((value) => value < own - 1e-12).length) / values.length)
    const column = (name: string) => [...exposure.values()].map((row) => Number(row[name]))
    const [people, model] = [column('human_rating_beta'), column('dv_rating_beta')]
    const used = [...applicability.values()]
    for (const [soc, scores] of Object.entries(publishedScores)) {
      const row = exposure.get(soc)
      expect(row?.Title, soc).toBe(scores.title)
      for (const name of ['alpha', 'beta', 'gamma'] as const) {
        const near = (shown: number, published: string | undefined) =>
          expect(Math.abs(shown - Number(published)), `${soc} ${name}`).toBeLessThanOrEqual(
            0.0005001,
          )
        near(scores.people[name], row?.[`human_rating_${name}`])
        near(scores.model[name], row?.[`dv_rating_${name}`])
      }
      const own = applicability.get(soc.slice(0, 7)) ?? null
      if (own === null) expect(scores.applicability, soc).toBeNull()
      else expect(Math.abs((scores.applicability ?? 9) - own), soc).toBeLessThanOrEqual(0.0005001)
      expect(scores.above, soc).toEqual({
        people: lower(people, Number(row?.human_rating_beta)),
        model: lower(model, Number(row?.dv_rating_beta)),
        applicability: own === null ? null : lower(used, own),
      })
    }
    expect(highestApplicability).toBeCloseTo(Math.max(...used), 3)
  })

  it('agrees with what the notes cite', () => {
    const model = (id: string) =>
      Number(scoresOf(occupationById(id) as never).model.beta.toFixed(2))
    // 0.975 to two places.
    expect(model('proofreading')).toBeGreaterThanOrEqual(0.97)
    expect(model('translation')).toBe(0.88)
    expect(model('web-development')).toBe(0.93)
    expect(model('graphic-design')).toBe(0.5)
  })
})

const service = (id: string, shareBps: number) => {
  const occupation = occupationById(id)
  if (!occupation) throw new Error(id)
  return { occupation, shareBps, scores: scoresOf(occupation) }
}

describe('the plot', () => {
  it('has a dot and a range for each rater and a dot for use, on a scale from 0 to 1', () => {
    const { scores } = service('web-development', 10_000)
    const marks = plotMarks(scores)
    expect(marks.map(({ key }) => key)).toEqual(['people', 'model', 'applicability'])
    for (const { value, low, high } of marks) {
      expect(value).toBeGreaterThanOrEqual(low ?? 0)
      expect(value).toBeLessThanOrEqual(high ?? 1)
    }
    expect(placeOf(0.25, 'ltr')).toBe(25)
    expect(placeOf(0.25, 'rtl')).toBe(75)
    expect([placeOf(-1, 'ltr'), placeOf(2, 'ltr')]).toEqual([0, 100])
  })

  it('weighs services by their share of the time', () => {
    const [web, design] = [service('web-development', 7_500), service('graphic-design', 2_500)]
    const together = togetherOf([web, design])
    expect(together?.model.beta).toBeCloseTo(
      0.75 * web.scores.model.beta + 0.25 * design.scores.model.beta,
      10,
    )
    expect(togetherOf([])).toBeNull()
    const unpublished = { ...design, scores: { ...design.scores, applicability: null } }
    expect(togetherOf([web, unpublished])?.applicability).toBeCloseTo(
      web.scores.applicability ?? 0,
      10,
    )
    expect(togetherOf([unpublished])?.applicability).toBeNull()
  })

  it('says in words how far raters and studies are apart', () => {
    const { scores } = service('web-development', 10_000)
    const rated = (people: number, model: number) => ({
      ...scores,
      people: { ...scores.people, beta: people },
      model: { ...scores.model, beta: model },
    })
    expect(raterAgreement(rated(0.5, 0.55))).toBe('close')
    expect(raterAgreement(rated(0.5, 0.3))).toBe('apart')
    expect(raterAgreement(rated(0.2, 0.9))).toBe('far')
    expect(raterDifference(rated(0.2, 0.9))).toBeCloseTo(0.7)
    const placed = (people: number, model: number, applicability: number | null) =>
      rankAgreement({ ...scores, above: { people, model, applicability } })
    expect(placed(90, 80, 88)).toBe('same')
    expect(placed(90, 90, 40)).toBe('first_higher')
    expect(placed(40, 40, 90)).toBe('second_higher')
    expect(placed(40, 40, null)).toBeNull()
    expect(isGroupScore('15-1299.02')).toBe(true)
    expect(isGroupScore('15-1254.00')).toBe(false)
  })
})
