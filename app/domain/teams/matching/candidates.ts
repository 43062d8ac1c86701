import { countHours } from './hours'
import type { Pool } from './pool'
import type { RoleNeed, TeamRequest } from './request'
import { shareOfSkills, worthOfGrade } from './score'
import { leastGrade } from './skill-index'

/**
 * Everybody who can hold at least one role, cheapest first: a candidate is a place in each column.
 * Whatever is asked of each person alone has been checked; the budget, the hours in common, the
 * language and the size are questions to a team.
 */
export type Candidates = {
  readonly size: number
  /** Places in the pool. */
  readonly places: Uint32Array
  readonly rateMinor: Float64Array
  /** The hours of work that they have over all weeks. */
  readonly capacity: Float64Array
  readonly workingHours: Uint32Array
  /** A bit for each wanted language that they speak; bit 0 alone when none is wanted. */
  readonly languages: Uint8Array
  /** A bit for each wanted field that they know. */
  readonly domains: Uint8Array
  /** A bit for each role that they can hold. */
  readonly roles: Uint8Array
  /** Of each role, the fit of each candidate, 0 to 1; it means something where `roles` has the bit. */
  readonly fit: readonly Float64Array[]
  /** The candidate at a place of the pool; −1 for none. */
  readonly candidateAt: Int32Array
}

/** Who can hold one role, and how well they fit; the first `count` places hold. */
type Holders = { readonly people: Uint32Array; readonly fits: Float64Array; count: number }

type Gate = (place: number, need: RoleNeed) => boolean

/** What is asked of each person alone, whatever they can do. */
function gateOf(pool: Pool, request: TeamRequest, leastHours: number): Gate {
  const placeOf = (id: string) => pool.places.get(id) ?? -1
  const excluded = new Set(request.excluded.map(placeOf))
  const spoken = request.languages.reduce((mask, id) => mask | bit(pool.languageBits.get(id)), 0)
  return (place, { steward, hours }) =>
    (!steward || pool.stewards[place] === 1) &&
    (pool.hoursPerWeek[place] as number) * request.weeks >= hours &&
    countHours(pool.workingHours[place] as number) >= leastHours &&
    (request.languages.length === 0 || ((pool.languages[place] as number) & spoken) !== 0) &&
    !excluded.has(place)
}

const bit = (at: number | undefined) => (at === undefined ? 0 : 1 << at)

/** Who can hold one role: the shortest list of its skills is walked, the others are looked up. */
function holdersOf(pool: Pool, need: RoleNeed, gate: Gate): Holders {
  const shares = shareOfSkills(need)
  const codes = need.skills.map(({ skillId }) => pool.skills.codeOf(skillId))
  const least = need.skills.map(({ leastLevel }) => leastGrade(leastLevel))
  const postings = need.skills.map(({ skillId }) => pool.skills.posting(skillId))
  const rarest = postings.reduce(
    (best, posting, at) => ((posting?.count ?? 0) < (postings[best]?.count ?? 0) ? at : best),
    0,
  )
  const posting = postings[rarest]
  const length = posting?.count ?? 0
  const found = { people: new Uint32Array(length), fits: new Float64Array(length), count: 0 }
  const floor = least[rarest] as number
  for (let at = 0; at < length; at++) {
    const grade = posting?.grades[at] as number
    if (grade < floor) continue
    const place = posting?.people[at] as number
    if (!gate(place, need)) continue
    let fit = (shares[rarest] as number) * (worthOfGrade[grade] as number)
    for (let other = 0; other < codes.length && fit >= 0; other++) {
      if (other === rarest) continue
      const own = pool.skills.gradeIn(place, codes[other] as number)
      if (own < (least[other] as number)) fit = -1
      else fit += (shares[other] as number) * (worthOfGrade[own] as number)
    }
    if (fit < 0) continue
    found.people[found.count] = place
    found.fits[found.count++] = fit
  }
  return found
}

/**
 * Walks the pool once for each role. `leastHours` is the least number of common hours that will be
 * asked of any team made of these candidates.
 */
export function findCandidates(pool: Pool, request: TeamRequest, leastHours: number): Candidates {
  const gate = gateOf(pool, request, leastHours)
  const holders = request.roles.map((need) => holdersOf(pool, need, gate))
  const rolesAt = new Uint8Array(pool.ids.length)
  for (const [role, { people, count }] of holders.entries()) {
    for (let at = 0; at < count; at++) {
      const place = people[at] as number
      rolesAt[place] = (rolesAt[place] as number) | (1 << role)
    }
  }
  const places = byRate(pool, rolesAt)
  const candidateAt = new Int32Array(pool.ids.length).fill(-1)
  const roles = new Uint8Array(places.length)
  for (let at = 0; at < places.length; at++) {
    const place = places[at] as number
    candidateAt[place] = at
    roles[at] = rolesAt[place] as number
  }
  const fit = holders.map(({ people, fits, count }) => {
    const column = new Float64Array(places.length)
    for (let at = 0; at < count; at++) {
      column[candidateAt[people[at] as number] as number] = fits[at] as number
    }
    return column
  })
  const size = places.length
  return { size, places, roles, fit, candidateAt, ...columnsOf(pool, request, places) }
}

type Columns = Pick<Candidates, 'rateMinor' | 'capacity' | 'workingHours' | 'languages' | 'domains'>

function columnsOf(pool: Pool, request: TeamRequest, places: Uint32Array): Columns {
  const spoken = request.languages.map((id) => bit(pool.languageBits.get(id)))
  const wanted = request.domains.map((id) => bit(pool.domainBits.get(id)))
  const size = places.length
  const rateMinor = new Float64Array(size)
  const capacity = new Float64Array(size)
  const workingHours = new Uint32Array(size)
  const languages = new Uint8Array(size)
  const domains = new Uint8Array(size)
  for (let at = 0; at < size; at++) {
    const place = places[at] as number
    rateMinor[at] = pool.rateMinor[place] as number
    capacity[at] = (pool.hoursPerWeek[place] as number) * request.weeks
    workingHours[at] = pool.workingHours[place] as number
    languages[at] = spoken.length === 0 ? 1 : chosenBits(pool.languages[place] as number, spoken)
    domains[at] = chosenBits(pool.domains[place] as number, wanted)
  }
  return { rateMinor, capacity, workingHours, languages, domains }
}

function chosenBits(mask: number, bits: readonly number[]): number {
  let chosen = 0
  for (let at = 0; at < bits.length; at++) if (mask & (bits[at] as number)) chosen |= 1 << at
  return chosen
}

const digitBits = 11
const digits = 1 << digitBits

/** Whoever has a role, by rate and then by place: sorted by one digit of the rate after another. */
function byRate({ rateMinor }: Pool, rolesAt: Uint8Array): Uint32Array {
  let places = new Uint32Array(rolesAt.length)
  let count = 0
  let highest = 0
  for (let place = 0; place < rolesAt.length; place++) {
    if (rolesAt[place] === 0) continue
    places[count++] = place
    highest = Math.max(highest, rateMinor[place] as number)
  }
  places = places.slice(0, count)
  let sorted = new Uint32Array(count)
  const next = new Uint32Array(digits)
  for (let shift = 0; shift < 32 && highest >>> shift !== 0; shift += digitBits) {
    next.fill(0)
    for (let at = 0; at < count; at++) {
      const digit = ((rateMinor[places[at] as number] as number) >>> shift) & (digits - 1)
      next[digit] = (next[digit] as number) + 1
    }
    let before = 0
    for (let digit = 0; digit < digits; digit++) {
      const own = next[digit] as number
      next[digit] = before
      before += own
    }
    for (let at = 0; at < count; at++) {
      const place = places[at] as number
      const digit = ((rateMinor[place] as number) >>> shift) & (digits - 1)
      const to = next[digit] as number
      sorted[to] = place
      next[digit] = to + 1
    }
    ;[places, sorted] = [sorted, places]
  }
  return places
}
