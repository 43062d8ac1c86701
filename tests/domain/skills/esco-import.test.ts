import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { escoSkill } from 'db/schema/skills'
import { eq, isNotNull } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { describe, expect, it } from 'vitest'
import { type EscoConcept, readEscoCsv } from '~/domain/skills/adapters/esco-csv'
import { importEsco } from '~/domain/skills/esco/import-esco.server'
import { escoBehind, findSkills } from '~/domain/skills/esco/queries.server'
import { skills } from '~/domain/skills/taxonomy'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()
const at = new Date('2026-03-01T09:00:00Z')
const later = new Date('2026-04-01T09:00:00Z')
const file = join(process.env.SAMAR_DATA ?? '../shared/data', 'skills/esco-digital-skills.csv')

const run = (concepts: readonly EscoConcept[], when = at) =>
  inTransaction((tx) => importEsco(tx, { concepts, at: when }))

function published(): readonly EscoConcept[] {
  const read = readEscoCsv(readFileSync(file, 'utf8'))
  if (!read.ok) throw new Error(read.problem)
  return read.concepts
}

describe('the file', () => {
  it('is read with its names and what stands above', () => {
    const read = readEscoCsv(
      'conceptUri,preferredLabel,altLabels,description,skillType,broaderConceptUri\n' +
        'http://data.europa.eu/esco/skill/a,Haskell,"Haskell | hs | hs","A language, pure.",knowledge,http://data.europa.eu/esco/skill/b | http://data.europa.eu/esco/skill/c\n' +
        'not-a-uri,Left out,,,,\n',
    )
    expect(read).toEqual({
      ok: true,
      concepts: [
        {
          uri: 'http://data.europa.eu/esco/skill/a',
          label: 'Haskell',
          altLabels: ['hs'],
          description: 'A language, pure.',
          skillType: 'knowledge',
          broader: ['http://data.europa.eu/esco/skill/b', 'http://data.europa.eu/esco/skill/c'],
        },
      ],
    })
  })

  it('is refused in a sentence when it is another', () => {
    for (const [text, sentence] of [
      ['', /no column/],
      ['a,b\n1,2\n', /no column conceptUri/],
      ['conceptUri,preferredLabel,altLabels,description,skillType\nx,y,z,w,v\n', /no concept/],
      ['a,"b\n', /no CSV/],
    ] as const) {
      const read = readEscoCsv(text)
      expect(read.ok, text).toBe(false)
      expect(!read.ok && read.problem).toMatch(sentence)
    }
  })
})

describe('the import', () => {
  it('brings the published file in once, and finds skills by its names', async (context) => {
    if (!existsSync(file)) context.skip(`no ESCO table at ${file}; set SAMAR_DATA`)
    expect(await findSkills(database(), 'haskell')).toEqual([])
    const concepts = published()
    const first = await run(concepts)
    expect(first).toMatchObject({ added: 1_201, changed: 0, same: 0, vanished: [], unknown: [] })
    const before = await database().select().from(escoSkill)
    const second = await run(concepts, later)
    expect(second).toMatchObject({ added: 0, changed: 0, same: 1_201, vanished: [], unknown: [] })
    expect(await database().select().from(escoSkill)).toEqual(before)

    const cited = skills.filter(({ escoUri }) => escoUri !== null)
    expect((await escoBehind(database())).size).toBe(cited.length)
    // A name that only ESCO has, of the concept behind a skill.
    const ocr = await findSkills(database(), 'optical character')
    expect(ocr).toContainEqual({
      skillId: 'document-recognition',
      by: expect.stringMatching(/optical character/i),
      narrower: false,
    })
    const narrower = concepts.find(
      ({ label, broader }) =>
        label.length > 6 &&
        skills.some(({ escoUri }) => escoUri !== null && broader.includes(escoUri)) &&
        !skills.some(({ name }) => name.en.toLowerCase().includes(label.toLowerCase())),
    )
    const found = await findSkills(database(), narrower?.label ?? '')
    expect(found.some(({ narrower: below }) => below)).toBe(true)
  })

  it('says what changed, what vanished, what came back, and what the taxonomy misses', async () => {
    await database().delete(escoSkill)
    const concept = (name: string, label = name): EscoConcept => ({
      uri: `http://data.europa.eu/esco/skill/${name}`,
      label,
      altLabels: [],
      description: '',
      skillType: 'knowledge',
      broader: [],
    })
    await run([concept('a'), concept('b')])
    const report = await run([concept('a', 'renamed'), concept('c')], later)
    expect(report).toMatchObject({ added: 1, changed: 1, same: 0, vanished: ['b'] })
    expect(report.unknown.length).toBe(skills.filter(({ escoUri }) => escoUri).length)
    const again = await run([concept('a', 'renamed'), concept('c')], later)
    expect(again).toMatchObject({ added: 0, changed: 0, same: 2, vanished: [] })
    expect(
      await database().select().from(escoSkill).where(isNotNull(escoSkill.vanishedAt)),
    ).toHaveLength(1)
    expect(await run([concept('a', 'renamed'), concept('b'), concept('c')])).toMatchObject({
      changed: 1,
      same: 2,
    })
    const [back] = await database().select().from(escoSkill).where(eq(escoSkill.label, 'b'))
    expect(back?.vanishedAt).toBeNull()
  })
})

describe('a search', () => {
  it('finds by our own words in both languages, and takes anything for words', async () => {
    const ids = async (asked: string) =>
      (await findSkills(database(), asked)).map(({ skillId }) => skillId)
    expect(await ids('statistics')).toContain('statistics')
    expect(await ids('ترجمہ')).toContain('translation')
    expect(await ids('fine-tuning')).toEqual(['fine-tuning'])
    for (const odd of ['', '   ', '%', '_', "'; drop table esco_skill; --", 'x'.repeat(10_000)]) {
      expect(await ids(odd), odd.slice(0, 30)).toEqual([])
    }
  })
})
