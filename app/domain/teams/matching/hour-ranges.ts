import { hoursFrom, hoursOfDay } from './hours'

const minutesOfDay = hoursOfDay * 60

const clock = (minutes: number) => {
  const own = ((minutes % minutesOfDay) + minutesOfDay) % minutesOfDay
  return `${String(Math.floor(own / 60)).padStart(2, '0')}:${String(own % 60).padStart(2, '0')}`
}

/**
 * The hours of a mask as times of somebody's day: "09:00–14:00". Hours that run over midnight stay in
 * one piece.
 * @param offsetMinutes how far their zone is ahead of UTC
 */
export function hourRanges(mask: number, offsetMinutes: number): string[] {
  const held = (hour: number) => ((mask >>> (hour % hoursOfDay)) & 1) === 1
  const starts = Array.from({ length: hoursOfDay }, (_, hour) => hour).filter(
    (hour) => held(hour) && !held(hour + hoursOfDay - 1),
  )
  if (starts.length === 0) return hoursFrom(mask, 0) === 0 ? [] : ['00:00–24:00']
  return starts.map((start) => {
    let end = start + 1
    while (held(end)) end += 1
    return `${clock(start * 60 + offsetMinutes)}–${clock(end * 60 + offsetMinutes)}`
  })
}
