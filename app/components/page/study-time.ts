import type { ReaderLanguage } from './language'

/** How long something takes to study: minutes up to two hours, whole hours above. */
export function studyTime({ t, number }: ReaderLanguage, minutes: number): string {
  return minutes < 120
    ? t('learning.minutes', { count: number(minutes) })
    : t('learning.hours', { count: number(Math.round(minutes / 60)) })
}
