import type { CreditedGroup, Field } from './field'
import { extend, type Frontier, newFrontier } from './frontier'
import { fitsSetting, type Setting, settingsOf, type Windows, windowsOf } from './windows'

/** The best people of one group in one setting. */
export type Outlook = {
  readonly all: Frontier
  /** Of those who know a wanted field, by field. */
  readonly knowing: readonly Frontier[]
}

/** By the bits of a group's roles; undefined where nobody fits. */
export type Outlooks = (Outlook | undefined)[]

/** A field as it looks when so many hours must be shared: the outlooks of every setting. */
export type Survey = {
  readonly field: Field
  readonly windows: Windows
  readonly settings: readonly Setting[]
  /** In the order of `settings`. */
  readonly outlooks: readonly Outlooks[]
  /** Who fits into a setting, where that was asked already: see `fittingIn`. */
  readonly fitting: Map<Setting, (CreditedGroup | undefined)[]>
  /** Room for one walk over a group. */
  readonly places: Uint32Array
}

export function surveyOf(field: Field, leastHours: number): Survey {
  const windows = windowsOf(field.candidates, leastHours, field.languages)
  const settings = settingsOf(windows)
  const outlooks: Outlooks[] = settings.map(() => [])
  for (const group of field.groups) {
    if (group) lookFrom(field, group, windows, outlooks)
  }
  const places = new Uint32Array(field.candidates.size)
  return { field, windows, settings, outlooks, fitting: new Map(), places }
}

/** A group with only those who fit into a setting; walked once for each of both. */
export function fittingIn(survey: Survey, setting: Setting, roles: number): CreditedGroup {
  let known = survey.fitting.get(setting)
  if (known === undefined) {
    known = []
    survey.fitting.set(setting, known)
  }
  known[roles] ??= walkFor(survey, setting, roles)
  return known[roles]
}

function walkFor(survey: Survey, setting: Setting, roles: number): CreditedGroup {
  const { within } = setting
  const group = within
    ? fittingIn(survey, within, roles)
    : (survey.field.groups[roles] as CreditedGroup)
  const places = survey.places
  const count = within
    ? placesWithin(survey, setting, group, places)
    : placesFrom(survey, setting, group, places)
  const chosen = <C extends Uint32Array | Float64Array>(column: C, own: C): C => {
    for (let at = 0; at < count; at++) own[at] = column[places[at] as number] as number
    return own
  }
  return {
    roles,
    people: chosen(group.people, new Uint32Array(count)),
    cost: chosen(group.cost, new Float64Array(count)),
    gain: chosen(group.gain, new Float64Array(count)),
    most: chosen(group.most, new Float64Array(count)),
  }
}

/** Writes down the places of those who fit, and says how many. */
function placesWithin(
  { field, windows }: Survey,
  setting: Setting,
  { people }: CreditedGroup,
  places: Uint32Array,
): number {
  let count = 0
  for (let at = 0; at < people.length; at++) {
    const candidate = people[at] as number
    const hours = windows.hours[candidate] as number
    const languages = field.candidates.languages[candidate] as number
    if (fitsSetting(setting, hours, languages, windows.leastHours)) places[count++] = at
  }
  return count
}

/** The same in a setting that was not cut. Who fits is as good as drawn, so that no branch is worth it. */
function placesFrom(
  { field, windows }: Survey,
  { required, language }: Setting,
  { people }: CreditedGroup,
  places: Uint32Array,
): number {
  const spoken = field.candidates.languages
  const first = required === 0 ? 0 : 31 - Math.clz32(required)
  const bit = 31 - Math.clz32(language)
  let count = 0
  for (let at = 0; at < people.length; at++) {
    const candidate = people[at] as number
    places[count] = at
    count +=
      ((windows.starts[candidate] as number) >>> first) &
      ((spoken[candidate] as number) >>> bit) &
      1
  }
  return count
}

/** One walk over the people of a group serves all settings that they fit. */
function lookFrom(field: Field, group: CreditedGroup, windows: Windows, outlooks: Outlooks[]) {
  const { people } = group
  const spoken = field.candidates.languages
  const seen = new Highest(outlooks.length, field.domains)
  for (let at = 0; at < people.length; at++) {
    const candidate = people[at] as number
    const languages = spoken[candidate] as number
    const known = field.candidates.domains[candidate] as number
    const most = group.most[at] as number
    for (let rest = windows.starts[candidate] as number; rest !== 0; rest &= rest - 1) {
      const start = 31 - Math.clz32(rest & -rest)
      for (let language = 0; language < windows.languages; language++) {
        if (!((languages >>> language) & 1)) continue
        const setting = start * windows.languages + language
        if (seen.rises(setting, most, known)) take(field, group, at, outlooks[setting] as Outlooks)
      }
    }
  }
}

/** The highest of each setting so far: most people are behind it, which is soon asked. */
class Highest {
  private readonly tops: Float64Array

  constructor(
    settings: number,
    private readonly domains: number,
  ) {
    this.tops = new Float64Array(settings * (domains + 1)).fill(Number.NEGATIVE_INFINITY)
  }

  /** Whether somebody is above everybody before, or all who know some field that they know. */
  rises(setting: number, most: number, known: number): boolean {
    const from = setting * (this.domains + 1)
    let rises = this.raise(from, most)
    for (let rest = known; rest !== 0; rest &= rest - 1) {
      rises = this.raise(from + 32 - Math.clz32(rest & -rest), most) || rises
    }
    return rises
  }

  private raise(at: number, most: number): boolean {
    if (most <= (this.tops[at] as number)) return false
    this.tops[at] = most
    return true
  }
}

function take(field: Field, group: CreditedGroup, at: number, outlooks: Outlooks): void {
  let outlook = outlooks[group.roles]
  if (outlook === undefined) {
    outlook = { all: newFrontier(), knowing: Array.from({ length: field.domains }, newFrontier) }
    outlooks[group.roles] = outlook
  }
  const cost = group.cost[at] as number
  const most = group.most[at] as number
  extend(outlook.all, cost, most)
  let known = field.candidates.domains[group.people[at] as number] as number
  for (; known !== 0; known &= known - 1) {
    extend(outlook.knowing[31 - Math.clz32(known & -known)] as Frontier, cost, most)
  }
}

/** The outlooks of these groups in a setting of one's own; null when nobody fits into some group. */
export function outlooksIn(
  survey: Survey,
  setting: Setting,
  pattern: readonly number[],
  fixing: readonly number[],
): Outlook[] | null {
  const { field } = survey
  const outlooks: Outlooks = []
  for (const roles of pattern) {
    const group = fittingIn(survey, setting, roles)
    const forced = forcedIn(fixing, roles)
    for (let at = 0; at < group.people.length; at++) {
      if (forced !== none && group.people[at] !== forced) continue
      take(field, group, at, outlooks)
    }
  }
  const own = pattern.flatMap((roles) => outlooks[roles] ?? [])
  return own.length === pattern.length ? own : null
}

/** The outlooks of one setting of the survey when these fixed members are where they are. */
export function outlooksWith(survey: Survey, at: number, fixing: readonly number[]): Outlooks {
  const outlooks = survey.outlooks[at] as Outlooks
  const { field, windows, settings } = survey
  if (fixing.every((candidate) => candidate < 0)) return outlooks
  return field.groups.map((group, roles) => {
    const forced = forcedIn(fixing, roles)
    if (!group || forced === several) return undefined
    if (forced === none) return outlooks[roles]
    const hours = windows.hours[forced] as number
    const languages = field.candidates.languages[forced] as number
    const place = group.people.indexOf(forced)
    const fits = fitsSetting(settings[at] as Setting, hours, languages, windows.leastHours)
    const alone: Outlooks = []
    if (fits && place >= 0) take(field, group, place, alone)
    return alone[roles]
  })
}

/** Nobody is fixed in a group, or several people who cannot all hold it. */
export const none = -1
export const several = -2

/** Whom a fixing puts into a group. */
export function forcedIn(fixing: readonly number[], roles: number): number {
  let forced = none
  for (const [role, candidate] of fixing.entries()) {
    if (candidate < 0 || !((roles >>> role) & 1)) continue
    if (forced !== none && forced !== candidate) return several
    forced = candidate
  }
  return forced
}
