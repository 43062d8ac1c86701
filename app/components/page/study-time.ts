import type { ReaderLanguage } from './language'

/** How long something takes to study: "45 min", "5 hours", "2 hours 30 min". */
export function studyTime({ t }: Pick<ReaderLanguage, 't'>, minutes: number): string {
  const parts = { hours: Math.floor(minutes / 60), minutes: minutes % 60 }
  if (parts.hours === 0) return t('learning.minutes', { count: minutes })
  const hours = t('learning.hours', { count: parts.hours })
  if (parts.minutes === 0) return hours
  return `${hours} ${t('learning.minutes', { count: parts.minutes })}`
}
