import { describe, expect, it } from 'vitest'
import { sectors } from '~/domain/market/brief'
import { skillsOfBrief } from '~/domain/market/brief-skills'
import { metrics } from '~/domain/outcomes/criteria/metric'
import { type Claim, levelOfKind } from '~/domain/skills/claim'
import { occupationById } from '~/domain/skills/exposure/occupations'
import { radar, radarLabel, radarPoint, radarShape, standingsOf } from '~/domain/skills/radar'
import { skillById, skillsOfRole } from '~/domain/skills/taxonomy'
import { rolesNear, type TrackLead, tracksClosing, tracksFrom } from '~/domain/skills/track-lead'

const track = (slug: string, given: Partial<TrackLead>): TrackLead => ({
  slug,
  title: slug,
  language: 'en',
  hours: 20,
  skills: [],
  leadsFrom: [],
  ...given,
})
const service = (id: string) => {
  const found = occupationById(id)
  if (!found) throw new Error(id)
  return found
}

describe('tracks that lead from here', () => {
  const translator = service('translation')
  const typist = service('data-entry')

  it('name what is brought along and what is missing, the widest first, three at most', () => {
    const tracks = [
      track('far', { leadsFrom: ['11-1011.00'], skills: ['sql'] }),
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
      from: ['translation', 'data-entry'],
      have: ['data-cleaning', 'rubric-rating'],
      missing: ['model-evaluation'],
    })
  })

  it('lead on from a part of a group when they name the group, and not the other way', () => {
    const gis = service('gis-mapping')
    const group = track('group', { leadsFrom: ['15-1299.00'], skills: ['sql'] })
    const other = track('other', { leadsFrom: ['15-1299.04'], skills: ['sql'] })
    expect(tracksFrom([gis], [group, other], []).map(({ track: { slug } }) => slug)).toEqual([
      'group',
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
      expect(have.length + missing.length).toBe(skillsOfRole(role).length)
    }
    expect(rolesNear([], [])).toEqual([])
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
