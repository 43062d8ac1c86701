import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readShare, writtenShare } from '~/domain/teams/forms.server'
import {
  invitationState,
  sharesProblem,
  sharesWithout,
  sumOfShares,
  teamSlug,
  wholeShares,
} from '~/domain/teams/team'

const members = [{ personId: 'a' }, { personId: 'b' }, { personId: 'c' }]
const shares = (...bps: number[]) =>
  bps.map((shareBps, index) => ({ personId: 'abcdef'[index] ?? '', shareBps }))

describe('shares', () => {
  it('are whole only at exactly 10,000', () => {
    expect(sharesProblem(members, shares(3333, 3333, 3334))).toBeNull()
    expect(sharesProblem(members, shares(3333, 3333, 3333))).toEqual({
      problem: 'shares_not_whole',
      sum: 9999,
    })
    expect(sharesProblem(members, shares(5000, 5000, 1))).toMatchObject({ sum: 10_001 })
    expect(sharesProblem(members, shares(-5000, 10_000, 5000))).toMatchObject({
      problem: 'shares_not_whole',
    })
    expect(sharesProblem(members, shares(3333.5, 3333, 3333.5))).toMatchObject({
      problem: 'shares_not_whole',
    })
  })

  it('name every member once and nobody else', () => {
    expect(sharesProblem(members, shares(5000, 5000))).toEqual({ problem: 'changed_meanwhile' })
    expect(sharesProblem(members, shares(4000, 3000, 2000, 1000))).toEqual({
      problem: 'member_unknown',
    })
    expect(sharesProblem(members, [...shares(5000, 5000), { personId: 'a', shareBps: 0 }])).toEqual(
      { problem: 'member_unknown' },
    )
  })

  it('stay whole when somebody leaves, whatever they were', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 2, maxLength: 6 }), (weights) => {
        const all = shares(...weights)
        const rest = sharesWithout(all, 'a')
        expect(rest).not.toBeNull()
        expect(sumOfShares(rest ?? [])).toBe(wholeShares)
        expect(rest?.map(({ personId }) => personId)).toEqual(all.slice(1).map((s) => s.personId))
      }),
    )
    expect(sharesWithout(shares(6000, 3000, 1000), 'a')).toEqual([
      { personId: 'b', shareBps: 7500 },
      { personId: 'c', shareBps: 2500 },
    ])
    expect(sharesWithout(shares(10_000, 0, 0), 'a')?.map((share) => share.shareBps)).toEqual([
      5000, 5000,
    ])
    expect(sharesWithout(shares(10_000), 'a')).toBeNull()
  })

  it('are read from what people type, and written back the same', () => {
    for (const [typed, bps] of [
      ['33.34', 3334],
      ['33,34', 3334],
      ['۳۳٫۳۴', 3334],
      [' 25 % ', 2500],
      ['0', 0],
      ['100', 10_000],
      ['12.5', 1250],
      ['12.500', 1250],
    ] as const) {
      expect(readShare(typed), typed).toBe(bps)
    }
    for (const typed of ['', '-1', '100.01', '101', '33.333', '1e2', 'abc', '1.2.3']) {
      expect(readShare(typed), typed).toBeNull()
    }
    for (const bps of [0, 1, 10, 100, 999, 1250, 3334, 10_000]) {
      expect(readShare(writtenShare(bps))).toBe(bps)
    }
  })
})

describe('invitations', () => {
  it('are open for as long as nobody answered and the time runs', () => {
    const expiresAt = new Date('2026-03-04T09:00:00Z')
    const createdAt = new Date('2026-03-01T09:00:00Z')
    const base = { createdAt, acceptedAt: null, declinedAt: null, expiresAt }
    expect(invitationState(base, new Date('2026-03-04T08:59:59Z'))).toBe('open')
    expect(invitationState(base, expiresAt)).toBe('expired')
    expect(invitationState({ ...base, acceptedAt: expiresAt }, expiresAt)).toBe('accepted')
    expect(invitationState({ ...base, declinedAt: expiresAt }, expiresAt)).toBe('declined')
  })

  it('that ended before their time were withdrawn', () => {
    const createdAt = new Date('2026-03-01T09:00:00Z')
    const expiresAt = new Date('2026-03-02T09:00:00Z')
    const early = { createdAt, acceptedAt: null, declinedAt: null, expiresAt }
    expect(invitationState(early, expiresAt)).toBe('withdrawn')
    expect(invitationState({ ...early, declinedAt: expiresAt }, expiresAt)).toBe('declined')
  })
})

describe('addresses of teams', () => {
  it('come from the name, and never from a reserved word', () => {
    expect(teamSlug('Ravi & Söhne')).toBe('ravi-sohne')
    expect(teamSlug('New')).toBe('team')
    expect(teamSlug('راوی')).toBe('team')
  })
})
