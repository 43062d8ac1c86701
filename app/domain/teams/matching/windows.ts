import type { Candidates } from './candidates'
import { countHours, hoursFrom, hoursOfDay, wholeDay } from './hours'

/**
 * A question to each member alone that stands for what a team must share. Everybody works in all
 * `required` hours, has enough of the `allowed` ones, and speaks the language. Once as many hours
 * are required as are asked for, whoever fits can work with whoever else fits.
 */
export type Setting = {
  readonly required: number
  readonly allowed: number
  /** The bit of one wanted language. */
  readonly language: number
  /** The setting that it was cut from; whoever fits here fits there. */
  readonly within?: Setting
}

/** The hours of the candidates, and the settings that together hold every team. */
export type Windows = {
  readonly leastHours: number
  /** The UTC hour that is bit 0 of `hours`. */
  readonly origin: number
  /** By candidate, counted from `origin`. */
  readonly hours: Uint32Array
  /** By candidate, a bit for each hour that can be the first which they share with a team. */
  readonly starts: Uint32Array
  readonly languages: number
}

/** @param languages how many are wanted; at least 1 */
export function windowsOf(candidates: Candidates, leastHours: number, languages: number): Windows {
  const origin = leastHours === 0 ? 0 : quietHour(candidates.workingHours)
  const hours = candidates.workingHours.map((mask) => hoursFrom(mask, origin))
  const starts = hours.map((mask) => startsOf(mask, leastHours))
  return { leastHours, origin, hours, starts, languages }
}

export function fitsSetting(
  { required, allowed, language }: Setting,
  hours: number,
  languages: number,
  leastHours: number,
): boolean {
  return (
    (hours & required) === required &&
    (languages & language) !== 0 &&
    countHours(hours & allowed) >= leastHours
  )
}

/**
 * The settings by the first hour that a team shares, which no two teams' hours can be without. Of
 * people who work in one piece, the first hour and the number of hours settle the others. The
 * setting of start s and language l is at s · languages + l.
 */
export function settingsOf({ leastHours, languages }: Windows): Setting[] {
  const starts = leastHours === 0 ? 1 : hoursOfDay - leastHours + 1
  return Array.from({ length: starts * languages }, (_, at) => {
    const start = Math.floor(at / languages)
    return {
      required: leastHours === 0 ? 0 : 1 << start,
      allowed: (wholeDay << start) & wholeDay,
      language: 1 << (at % languages),
    }
  })
}

/**
 * A setting cut in two by one hour that is allowed and not required: with it, and without. Cut is
 * the hour about which `asked` are most divided. Empty when nothing is left to cut.
 * @param asked the hours of the people whom the search would choose
 */
export function splitSetting(
  setting: Setting,
  leastHours: number,
  asked: readonly number[],
): Setting[] {
  if (countHours(setting.required) >= leastHours) return []
  let hour = 0
  let divided = -1
  for (let rest = setting.allowed & ~setting.required; rest !== 0; rest &= rest - 1) {
    const bit = rest & -rest
    const working = asked.filter((hours) => (hours & bit) !== 0).length
    const own = Math.min(working, asked.length - working)
    if (own <= divided) continue
    hour = bit
    divided = own
  }
  const own = { ...setting, within: setting }
  const without = { ...own, allowed: setting.allowed & ~hour }
  const halves = [{ ...own, required: setting.required | hour }]
  return countHours(without.allowed) >= leastHours ? [...halves, without] : halves
}

function startsOf(mask: number, leastHours: number): number {
  if (leastHours === 0) return 1
  let starts = 0
  let later = 0
  for (let rest = mask; rest !== 0; ) {
    const hour = 1 << (31 - Math.clz32(rest))
    rest ^= hour
    later++
    if (later >= leastHours) starts |= hour
  }
  return starts
}

const asked = 1_024

/** The hour before which the fewest of the candidates are at work already: few days run over it. */
function quietHour(workingHours: Uint32Array): number {
  const crossing = new Uint32Array(hoursOfDay)
  const stride = Math.max(1, Math.floor(workingHours.length / asked))
  for (let at = 0; at < workingHours.length; at += stride) {
    const mask = workingHours[at] as number
    const carried = mask & hoursFrom(mask, hoursOfDay - 1)
    for (let hour = 0; hour < hoursOfDay; hour++) {
      crossing[hour] = (crossing[hour] as number) + ((carried >>> hour) & 1)
    }
  }
  return crossing.indexOf(Math.min(...crossing))
}
