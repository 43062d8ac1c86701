import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sectors } from '~/domain/market/briefs/brief'
import { skillsOfBrief } from '~/domain/market/briefs/brief-skills'
import { metrics } from '~/domain/outcomes/criteria/metric'
import { type Claim, levelOfKind } from '~/domain/skills/claim'
import { occupationById, occupations } from '~/domain/skills/exposure/occupations'
import { radar, radarLabel, radarPoint, radarShape, standingsOf } from '~/domain/skills/radar'
import { roleGap } from '~/domain/skills/role-gap'
import { type Role, roles } from '~/domain/skills/roles'
import { needsOfRole, skillById, skillsOfRole } from '~/domain/skills/taxonomy'
import { rolesNear, type TrackLead, tracksClosing, tracksFrom } from '~/domain/skills/track-lead'

const track = (slug: string, given: Partial<TrackLead>): TrackLead => ({
  slug,
  title: slug,
  language: 'en',
  hours: 20,
  skills: [],
  roles: [],
  needs: [],
  leadsFrom: [],
  ...given,
})
const service = (id: string) => {
  const found = occupationById(id)
  if (!found) throw new Error(id)
  return found
}

type Head = {
  slug: string
  language: string
  title: string
  hours: number
  skills: string[]
  roles: Role[]
  leadsFrom: string[]
  prerequisites: { kind: string; skillId: string }[]
  translationOf: string | null
}
const heads = readdirSync('db/seed/tracks').map(
  (folder) => JSON.parse(readFileSync(`db/seed/tracks/${folder}/track.json`, 'utf8')) as Head,
)
const rolesOfTrack = (slug: string) => heads.find((head) => head.slug === slug)?.roles ?? []

/** The demo's own tracks as readers of a language find them: one of each. */
const demoTracks = (language: string): TrackLead[] =>
  heads
    .filter(
      (head) => !heads.some((one) => one.translationOf === head.slug && one.language === language),
    )
    .filter((head) => head.translationOf === null || head.language === language)
    .map(({ prerequisites, ...head }) => ({
      ...head,
      needs: prerequisites.flatMap(({ kind, skillId }) => (kind === 'skill' ? skillId : [])),
    }))

describe('tracks that lead from here', () => {
  const translator = service('translation')
  const typist = service('data-entry')

  it('name what is brought along and what is missing, the widest first, three at most', () => {
    const tracks = [
      track('far', { leadsFrom: ['11-1011.00'], skills: ['sql'], needs: ['containers'] }),
      track('one', { leadsFrom: [translator.soc], skills: ['translation', 'sql'] }),
      track('both', {
        leadsFrom: [translator.soc, typist.soc],
        skills: ['model-evaluation', 'data-cleaning', 'rubric-rating'],
      }),
      track('shorter', { leadsFrom: [translator.soc], skills: ['translation', 'sql'], hours: 5 }),
      track('known', { leadsFrom: [translator.soc], skills: ['translation'] }),
      track('wide', { leadsFrom: [translator.soc], skills: ['sql', 'containers', 'statistics'] }),
    ]
    const led = tracksFrom([translator, typist], tracks, ['rubric-rating'])
    expect(led.map(({ track: { slug } }) => slug)).toEqual(['both', 'shorter', 'one'])
    expect(led[0]).toMatchObject({
      reason: 'authors',
      from: ['translation', 'data-entry'],
      have: ['data-cleaning', 'rubric-rating'],
      missing: ['model-evaluation'],
    })
  })

  it('lead on from a part of a group when they name the group, and not the other way', () => {
    const gis = service('gis-mapping')
    const group = track('group', { leadsFrom: ['15-1299.00'], skills: ['sql'] })
    const other = track('other', { leadsFrom: ['15-1299.04'], skills: ['sql'] })
    expect(
      tracksFrom([gis], [other, group], []).map(({ track: { slug }, reason }) => [slug, reason]),
    ).toEqual([
      ['group', 'authors'],
      ['other', 'open'],
    ])
  })

  it('are none without tracks or services; then the nearest roles stand in', () => {
    expect(tracksFrom([translator], [], [])).toEqual([])
    expect(
      tracksFrom([], [track('a', { leadsFrom: [translator.soc], skills: ['sql'] })], []),
    ).toEqual([])
    const near = rolesNear([translator], [])
    expect(near[0]?.role).toBe('localiser')
    expect(near[0]?.have).toContain('translation')
    for (const { role, have, missing } of near) {
      const { core } = needsOfRole(role)
      expect(have.filter((id) => core.includes(id)).length + missing.length).toBe(core.length)
    }
    expect(rolesNear([], [])).toEqual([])
  })

  it('begin with what is known of them where no author names the service, then from the beginning', () => {
    const tracks = [
      track('open', { skills: ['containers'] }),
      track('shut', { skills: ['containers'], needs: ['sql'] }),
      track('near', { skills: ['terminology-management', 'sql'], needs: ['translation'] }),
      track('nearer', { skills: ['translation', 'terminology-management', 'statistics'] }),
      track('named', { leadsFrom: [translator.soc], skills: ['sql', 'statistics', 'containers'] }),
    ]
    const led = tracksFrom([translator], tracks, [])
    expect(led.map(({ track: { slug }, reason }) => [slug, reason])).toEqual([
      ['named', 'authors'],
      ['near', 'skills'],
      ['nearer', 'skills'],
    ])
    expect(led[1]).toMatchObject({
      have: ['translation', 'terminology-management'],
      missing: ['sql'],
    })
    expect(tracksFrom([typist], tracks.slice(0, 2), []).map(({ reason }) => reason)).toEqual([
      'open',
    ])
  })

  it.each(['en', 'ur'])('are two or three of the demo’s for every service, in %s', (language) => {
    const led = demoTracks(language)
    expect(led).toHaveLength(3)
    for (const one of occupations) {
      const found = tracksFrom([one], led, [])
      expect(found.length, one.id).toBeGreaterThanOrEqual(2)
      for (const { track: given, have, missing, helping } of found) {
        const all = new Set([...given.needs, ...given.skills])
        expect(new Set([...have, ...missing]), one.id).toEqual(all)
        expect(helping.filter((id) => all.has(id))).toEqual([])
        expect(missing.length, one.id).toBeGreaterThan(0)
      }
    }
    const without = occupations.filter(
      (one) => !tracksFrom([one], led, []).some(({ reason }) => reason !== 'open'),
    )
    expect(without.length).toBeLessThan(occupations.length / 4)
  })

  it('of several services together serve most of them first', () => {
    const [first] = tracksFrom([translator, typist], demoTracks('en'), [])
    expect(first).toMatchObject({ reason: 'authors', from: ['translation', 'data-entry'] })
    expect(first?.track.slug).toBe('evaluation-engineer')
  })

  it('close a gap, those that close most of it first', () => {
    const tracks = [
      track('none', { skills: ['statistics'] }),
      track('one', { skills: ['sql'] }),
      track('two', { skills: ['sql', 'containers', 'statistics'] }),
    ]
    const closing = tracksClosing(['sql', 'containers'], tracks)
    expect(closing.map(({ track: { slug }, closes }) => [slug, closes.length])).toEqual([
      ['two', 2],
      ['one', 1],
    ])
    expect(tracksClosing([], tracks)).toEqual([])
    const choice = tracksClosing([], tracks, ['containers', 'statistics'])
    expect(choice.map(({ closes }) => closes.length)).toEqual([1, 1])
  })
})

describe('what a role needs', () => {
  it('is six to ten skills of its own, and one of a choice; the others help', () => {
    for (const role of roles) {
      const { core, oneOf, useful } = needsOfRole(role)
      expect(core.length, role).toBeGreaterThanOrEqual(6)
      expect(core.length, role).toBeLessThanOrEqual(10)
      const all = [...core, ...oneOf, ...useful]
      expect(new Set(all).size, role).toBe(all.length)
      expect(new Set(all), role).toEqual(new Set(skillsOfRole(role).map(({ id }) => id)))
    }
  })

  it('is one field of a domain expert, not every one', () => {
    const { needed, held, missingOneOf } = roleGap('domain_expert', ['agriculture-advice'])
    expect({ held, missingOneOf }).toEqual({ held: 1, missingOneOf: [] })
    expect(needed).toBe(needsOfRole('domain_expert').core.length + 1)
    expect(roleGap('domain_expert', []).missingOneOf.length).toBeGreaterThan(5)
    expect(roleGap('domain_expert', ['retail-commerce', 'health-services']).held).toBe(1)
  })

  it('is mostly there after a track for the role', () => {
    for (const { slug, skills } of demoTracks('en')) {
      for (const role of rolesOfTrack(slug)) {
        const { held, needed } = roleGap(role, skills)
        expect(held / needed, `${slug} ${role}`).toBeGreaterThan(0.6)
      }
    }
  })
})

describe('what a brief needs', () => {
  const data = {
    regions: [],
    declared: true,
    personalFields: [],
    lawfulBasis: null,
    lawOverlay: null,
    retentionDays: 365,
  }
  const brief = {
    sector: 'health' as const,
    criteria: [{ metric: 'f1' as const }, { metric: 'latency_p99' as const }],
    workloadClass: 'open' as const,
    data,
  }

  it('is read from its field, its criteria and its data, each skill once', () => {
    const needed = skillsOfBrief(brief)
    expect(needed.map(({ reason }) => reason)).toEqual(['sector', 'criteria', 'delivery'])
    const all = needed.flatMap(({ skills }) => skills)
    expect(new Set(all).size).toBe(all.length)
    expect(all).toEqual(
      expect.arrayContaining(['health-services', 'error-analysis', 'monitoring', 'model-serving']),
    )
    const personal = skillsOfBrief({
      ...brief,
      workloadClass: 'critical',
      data: { ...data, personalFields: ['name'], lawOverlay: 'EU' },
    })
    expect(personal.find(({ reason }) => reason === 'data')?.skills).toEqual(
      expect.arrayContaining(['anonymisation', 'gdpr-practice', 'retention-deletion']),
    )
  })

  it('differs with what is measured, the field, the class and the data', () => {
    const open = skillsOfBrief({ ...brief, criteria: [{ metric: 'mae' }] })
    const others = [
      { ...brief, criteria: [{ metric: 'f1' as const }] },
      { ...brief, criteria: [{ metric: 'mae' as const }], sector: 'retail' as const },
      { ...brief, criteria: [{ metric: 'bleu' as const }] },
      { ...brief, criteria: [{ metric: 'availability' as const }] },
      { ...brief, criteria: [{ metric: 'throughput' as const }] },
      { ...brief, criteria: [{ metric: 'rubric_score' as const }] },
      { ...brief, criteria: [{ metric: 'process_value' as const }] },
      { ...brief, criteria: [{ metric: 'mae' as const }], workloadClass: 'internal' as const },
      { ...brief, criteria: [{ metric: 'mae' as const, resampling: 'group' as const }] },
      { ...brief, criteria: [{ metric: 'mae' as const }], data: { ...data, regions: ['PK'] } },
      {
        ...brief,
        criteria: [{ metric: 'mae' as const }],
        data: { ...data, predictionFiles: true },
      },
    ].map(skillsOfBrief)
    const lists = [open, ...others].map((needs) => needs.flatMap(({ skills }) => skills).join())
    expect(new Set(lists).size).toBe(lists.length)
    for (const list of lists) expect(list.split(',').length).toBeLessThanOrEqual(14)
  })

  it('is of the taxonomy for every field and every metric', () => {
    for (const sector of sectors) {
      for (const metric of metrics) {
        for (const { skills } of skillsOfBrief({
          ...brief,
          sector,
          criteria: [{ metric }],
          workloadClass: 'critical',
          data: { ...data, personalFields: ['name'], lawOverlay: 'EU' },
        })) {
          for (const id of skills) expect(skillById(id), id).toBeDefined()
        }
      }
    }
  })
})

describe('the radar', () => {
  const claim = (skillId: string, evidenceKind: Claim['evidenceKind']): Claim => ({
    skillId,
    level: levelOfKind[evidenceKind],
    evidenceKind,
    evidence: 'x',
    note: '',
  })

  it('has the highest level of each area, and the highest that others have shown', () => {
    const standings = standingsOf([
      claim('sql', 'claimed'),
      claim('statistics', 'contract'),
      claim('containers', 'link'),
      claim('gone', 'verdict'),
    ])
    expect(standings).toHaveLength(8)
    const of = (area: string) => standings.find((row) => row.area === area)
    expect(of('data')).toMatchObject({ highest: 3, proved: 3, counts: [1, 0, 1, 0] })
    expect(of('cloud')).toMatchObject({ highest: 1, proved: 0, counts: [1, 0, 0, 0] })
    expect(of('privacy')).toMatchObject({ highest: 0, proved: 0, counts: [0, 0, 0, 0] })
  })

  it('stands within its picture, with names outside the rings that do not meet', () => {
    expect(radarPoint(0, 8, 0)).toEqual({ x: radar.x, y: radar.y })
    expect(radarPoint(0, 8, 4)).toEqual({ x: radar.x, y: radar.y - radar.radius })
    expect(radarPoint(2, 8, 4)).toEqual({ x: radar.x + radar.radius, y: radar.y })
    expect(radarShape([4, 0, 0, 0, 0, 0, 0, 0]).split(' ')).toHaveLength(8)
    const labels = Array.from({ length: 8 }, (_, axis) => radarLabel(axis, 8))
    for (const { x, y } of labels) {
      expect(x).toBeGreaterThan(0)
      expect(x).toBeLessThan(radar.width)
      expect(y).toBeGreaterThan(10)
      expect(y).toBeLessThan(radar.height)
    }
    for (const [index, one] of labels.entries()) {
      for (const other of labels.slice(index + 1)) {
        const sameSide = one.anchor === other.anchor
        expect(!sameSide || Math.abs(one.y - other.y) >= 16, `${index}`).toBe(true)
      }
    }
  })
})
