import type { ExposureAnswer } from '~/domain/skills/exposure/answer'
import {
  type CheckedRow,
  checkRows,
  mostServices,
  type ServiceRow,
} from '~/domain/skills/exposure/exposure-check'
import { wholeDigits } from '~/kernel/digits'

/** The lines of the form as they stand in an address. */
export function rowsIn(url: URL): CheckedRow[] {
  const rows = Array.from({ length: mostServices }, (_, index) => ({
    text: url.searchParams.get(`service-${index + 1}`) ?? '',
    share: url.searchParams.get(`share-${index + 1}`) ?? '',
  }))
  return checkRows(rows, wholeDigits)
}

/** The address of a result: everything that it is computed from. */
export function resultHref(rows: readonly ServiceRow[]): string {
  const search = new URLSearchParams()
  rows.forEach(({ text, share }, index) => {
    search.set(`service-${index + 1}`, text)
    if (share !== '') search.set(`share-${index + 1}`, share)
  })
  return `/exposure/result?${search}`
}

/** The address of a check that was kept. Shares are whole percent there. */
export function hrefOfAnswers(answers: readonly ExposureAnswer[]): string {
  return resultHref(
    answers.map(({ occupationId, shareBps }) => ({
      text: occupationId,
      share: answers.length > 1 ? String(Math.round(shareBps / 100)) : '',
    })),
  )
}
