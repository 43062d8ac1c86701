import { Collaborations } from './collaborations'
import { bytesOf, grown } from './columns'
import { wholeDay } from './hours'
import type { PoolChange, Profile } from './profile'
import { SkillIndex } from './skill-index'

/**
 * Everybody who may be proposed, as columns: a person is a place in each of them. A pool is kept by
 * one thread and changed in place (`applyChanges`).
 */
export type Pool = {
  readonly places: Map<string, number>
  /** By place; empty where a person was removed. */
  readonly ids: string[]
  readonly free: number[]
  rateMinor: Uint32Array
  hoursPerWeek: Uint8Array
  workingHours: Uint32Array
  languages: Uint32Array
  domains: Uint32Array
  /** 1 for whoever holds the credential in data stewardship. */
  stewards: Uint8Array
  readonly languageBits: Map<string, number>
  readonly domainBits: Map<string, number>
  readonly skills: SkillIndex
  readonly collaborations: Collaborations
}

export function createPool(): Pool {
  return {
    places: new Map(),
    ids: [],
    free: [],
    rateMinor: new Uint32Array(0),
    hoursPerWeek: new Uint8Array(0),
    workingHours: new Uint32Array(0),
    languages: new Uint32Array(0),
    domains: new Uint32Array(0),
    stewards: new Uint8Array(0),
    languageBits: new Map(),
    domainBits: new Map(),
    skills: new SkillIndex(),
    collaborations: new Collaborations(),
  }
}

/** Bytes of the pool's columns, without the ids and their map. */
export function poolBytes(pool: Pool): number {
  const { rateMinor, hoursPerWeek, workingHours, languages, domains, stewards } = pool
  const columns = bytesOf([rateMinor, hoursPerWeek, workingHours, languages, domains, stewards])
  return columns + pool.skills.bytes + pool.collaborations.bytes
}

/**
 * Brings a pool up to date, change after change; each costs what the person has, whatever the pool
 * holds. A collaboration with somebody whom the pool does not know is left out; whoever is removed
 * takes theirs along.
 * @throws RangeError when a profile holds a number that its column cannot.
 */
export function applyChanges(pool: Pool, changes: Iterable<PoolChange>): void {
  for (const change of changes) {
    switch (change.kind) {
      case 'upsert':
        upsert(pool, change.profile)
        break
      case 'remove':
        remove(pool, change.personId)
        break
      case 'collaboration':
        collaborate(pool, change)
        break
    }
  }
}

function collaborate(pool: Pool, change: Extract<PoolChange, { kind: 'collaboration' }>): void {
  const [a, b] = change.between.map((id) => pool.places.get(id))
  if (a === undefined || b === undefined || a === b) return
  const { score } = change
  if (score !== null && !(Math.abs(score) <= 1)) throw new RangeError('a score is from -1 to 1')
  pool.collaborations.set(a, b, score)
}

function upsert(pool: Pool, profile: Profile): void {
  checkProfile(profile)
  const place = pool.places.get(profile.personId) ?? placeFor(pool, profile.personId)
  pool.rateMinor[place] = profile.rateMinor
  pool.hoursPerWeek[place] = profile.hoursPerWeek
  pool.workingHours[place] = profile.workingHours
  pool.languages[place] = bitsOf(pool.languageBits, profile.languages)
  pool.domains[place] = bitsOf(pool.domainBits, profile.domains)
  pool.stewards[place] = profile.steward ? 1 : 0
  pool.skills.set(place, profile.skills)
}

function remove(pool: Pool, personId: string): void {
  const place = pool.places.get(personId)
  if (place === undefined) return
  pool.places.delete(personId)
  pool.ids[place] = ''
  pool.free.push(place)
  pool.skills.set(place, [])
  pool.collaborations.clear(place)
}

function placeFor(pool: Pool, personId: string): number {
  const place = pool.free.pop() ?? pool.ids.length
  pool.places.set(personId, place)
  pool.ids[place] = personId
  pool.rateMinor = grown(pool.rateMinor, place + 1)
  pool.hoursPerWeek = grown(pool.hoursPerWeek, place + 1)
  pool.workingHours = grown(pool.workingHours, place + 1)
  pool.languages = grown(pool.languages, place + 1)
  pool.domains = grown(pool.domains, place + 1)
  pool.stewards = grown(pool.stewards, place + 1)
  return place
}

/** The bits of these names; a name that is new takes the next one. */
function bitsOf(bits: Map<string, number>, names: readonly string[]): number {
  let mask = 0
  for (const name of names) {
    const bit = bits.get(name) ?? bits.size
    if (bit > 31) throw new RangeError('a pool tells at most 32 languages, and 32 domains, apart')
    bits.set(name, bit)
    mask |= 1 << bit
  }
  return mask >>> 0
}

const isWithin = (value: number, most: number) =>
  Number.isInteger(value) && value >= 0 && value <= most

function checkProfile({ personId, rateMinor, hoursPerWeek, workingHours, skills }: Profile): void {
  const holds =
    personId !== '' &&
    isWithin(rateMinor, 0xffff_ffff) &&
    isWithin(hoursPerWeek, 168) &&
    isWithin(workingHours, wholeDay) &&
    skills.every(({ level }) => isWithin(level, 4) && level > 0) &&
    new Set(skills.map(({ skillId }) => skillId)).size === skills.length
  if (!holds) throw new RangeError('a profile holds a number out of its range, or a skill twice')
}
