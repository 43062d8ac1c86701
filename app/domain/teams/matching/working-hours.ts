import { hoursOfDay } from './hours'

/** A working day in somebody's own zone: the hour at which it begins, and its length in hours. */
export type WorkingDay = { readonly fromHour: number; readonly hours: number }

const minutesOfDay = hoursOfDay * 60

/**
 * The UTC hours that lie wholly within a working day, as a mask. Where a zone differs from UTC by a
 * part of an hour, an hour that is half of the day is none.
 * @param offsetMinutes how far the zone is ahead of UTC (`offsetOf`)
 */
export function workingHoursOf({ fromHour, hours }: WorkingDay, offsetMinutes: number): number {
  const from = fromHour * 60 - offsetMinutes
  const first = Math.ceil(from / 60)
  const last = Math.floor((from + hours * 60) / 60)
  let mask = 0
  for (let hour = first; hour < last; hour++) {
    mask |= 1 << (((hour % hoursOfDay) + hoursOfDay) % hoursOfDay)
  }
  return mask
}

/** How many minutes a zone's clock is ahead of UTC's at a moment, 0 to 1,439: the day is a ring. */
export function offsetOf(timeZone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0)
  const own = part('hour') * 60 + part('minute')
  const utc = at.getUTCHours() * 60 + at.getUTCMinutes()
  return (own - utc + minutesOfDay) % minutesOfDay
}
