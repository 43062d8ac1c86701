import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { roles } from '~/domain/skills/roles'
import { skillAreas, skillById, skills, skillsOfArea, skillsOfRole } from '~/domain/skills/taxonomy'

describe('the taxonomy', () => {
  it('has between 130 and 200 skills with their own ids, names and a sentence in both languages', () => {
    expect(skills.length).toBeGreaterThanOrEqual(130)
    expect(skills.length).toBeLessThanOrEqual(200)
    expect(new Set(skills.map(({ id }) => id)).size).toBe(skills.length)
    for (const locale of ['en', 'ur'] as const) {
      expect(new Set(skills.map(({ name }) => name[locale])).size).toBe(skills.length)
    }
    for (const skill of skills) {
      expect(skill.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(skill.sentence.en).toMatch(/^[A-Z].*\.$/)
      expect(skill.sentence.ur).toMatch(/^[\u0600-\u06ff].*۔$/)
      expect(skill.name.ur).toMatch(/[\u0600-\u06ff]/)
      expect(skill.roles.length).toBeGreaterThan(0)
      expect(skillById(skill.id)).toBe(skill)
    }
  })

  it('fills every area and serves every role', () => {
    for (const area of skillAreas) expect(skillsOfArea(area).length).toBeGreaterThanOrEqual(5)
    for (const role of roles) expect(skillsOfRole(role).length).toBeGreaterThanOrEqual(3)
  })

  it('cites concepts that ESCO has, each once', (context) => {
    const cited = skills.flatMap(({ escoUri }) => (escoUri ? [escoUri] : []))
    expect(new Set(cited).size).toBe(cited.length)
    expect(cited.length).toBeGreaterThan(70)
    const file = join(process.env.SAMAR_DATA ?? '../shared/data', 'skills/esco-digital-skills.csv')
    if (!existsSync(file)) context.skip(`no ESCO table at ${file}; set SAMAR_DATA`)
    const table = readFileSync(file, 'utf8')
    for (const uri of cited) expect(table.includes(`${uri},`), uri).toBe(true)
  })
})
