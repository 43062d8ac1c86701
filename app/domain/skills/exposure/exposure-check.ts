import { allocate } from '~/kernel/money'
import type { ExposureAnswer } from './answer'
import { matchService, type ServiceMatch } from './match-service'
import type { Occupation } from './occupation'
import { occupationById, scoresOf } from './occupations'
import type { PublishedScores } from './published-scores'

/** How many services one check takes: more than anybody sells at once. */
export const mostServices = 6
export const mostServiceCharacters = 120

/** A line of the form: a service in one's own words or chosen, and its share of the time. */
export type ServiceRow = {
  readonly text: string
  /** Percent, as typed; empty when left open. */
  readonly share: string
}

export type CheckedRow = ServiceRow & {
  readonly match: ServiceMatch
  /** null when it was left open. */
  readonly sharePercent: number | null
  /** The share is no whole number from 0 to 100. */
  readonly shareWrong: boolean
}

/** Rows with a text in them, each matched; a chosen service is known by its id. */
export function checkRows(
  rows: readonly ServiceRow[],
  wholeDigits: (typed: string) => string,
): CheckedRow[] {
  return rows
    .filter(({ text }) => text.trim() !== '')
    .slice(0, mostServices)
    .map(({ text, share }) => {
      const chosen = occupationById(text.trim())
      const digits = wholeDigits(share.slice(0, 20)).replace(/%$/, '').trim()
      const right = digits === '' || (/^\d{1,3}$/.test(digits) && Number(digits) <= 100)
      return {
        text: text.trim().slice(0, mostServiceCharacters),
        share: share.trim().slice(0, 20),
        match: chosen ? { kind: 'found', occupation: chosen } : matchService(text),
        sharePercent: right && digits !== '' ? Number(digits) : null,
        shareWrong: !right,
      }
    })
}

/**
 * The matched services with shares that sum to 10,000. A share left open is what the others leave,
 * or as large as theirs on average when they leave nothing; the same service twice counts once.
 */
export function answersOf(rows: readonly CheckedRow[]): ExposureAnswer[] {
  const found = rows.flatMap(({ match, sharePercent }) =>
    match.kind === 'found' ? [{ id: match.occupation.id, sharePercent }] : [],
  )
  const given = found.flatMap(({ sharePercent }) => sharePercent ?? [])
  const sum = given.reduce((total, share) => total + share, 0)
  const open = found.length - given.length
  const left = 100 - sum
  const each = open === 0 ? 0 : left > 0 ? left / open : sum / Math.max(1, given.length)
  const weights = new Map<string, number>()
  for (const { id, sharePercent } of found) {
    weights.set(id, (weights.get(id) ?? 0) + (sharePercent ?? each))
  }
  const total = [...weights.values()].reduce((all, weight) => all + weight, 0)
  if (weights.size === 0) return []
  const parts = allocate(
    10_000n,
    [...weights].map(([id, weight]) => ({
      id,
      weight: BigInt(total > 0 ? Math.round(weight * 1_000) : 1),
    })),
  )
  return [...parts]
    .map(([occupationId, share]) => ({ occupationId, shareBps: Number(share) }))
    .filter(({ shareBps }) => shareBps > 0 || total === 0)
    .sort((a, b) => b.shareBps - a.shareBps)
}

/** Whether the shares that were typed had to be changed to make a whole; not while one is unmatched. */
export function sharesChanged(rows: readonly CheckedRow[]): boolean {
  const found = rows.filter(({ match }) => match.kind === 'found')
  if (found.length < rows.length) return false
  const given = found.flatMap(({ sharePercent }) => sharePercent ?? [])
  const sum = given.reduce((total, share) => total + share, 0)
  return given.length === found.length ? found.length > 0 && sum !== 100 : sum > 100
}

/** Answers as somebody sent or stored them, or null when they are none. */
export function readAnswers(value: unknown): ExposureAnswer[] | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > mostServices) return null
  const answers: ExposureAnswer[] = []
  for (const part of value as unknown[]) {
    if (typeof part !== 'object' || part === null) return null
    const { occupationId, shareBps } = part as Record<string, unknown>
    if (typeof occupationId !== 'string' || !occupationById(occupationId)) return null
    if (typeof shareBps !== 'number' || !Number.isInteger(shareBps) || shareBps < 1) return null
    answers.push({ occupationId, shareBps })
  }
  const distinct = new Set(answers.map(({ occupationId }) => occupationId)).size
  const sum = answers.reduce((total, { shareBps }) => total + shareBps, 0)
  return distinct === answers.length && sum === 10_000 ? answers : null
}

export type ExposedService = {
  readonly occupation: Occupation
  readonly shareBps: number
  readonly scores: PublishedScores
}

/** Answers with their occupations and figures. A service that has left the table is left out. */
export function servicesOf(answers: readonly ExposureAnswer[]): ExposedService[] {
  return answers.flatMap(({ occupationId, shareBps }) => {
    const occupation = occupationById(occupationId)
    return occupation ? [{ occupation, shareBps, scores: scoresOf(occupation) }] : []
  })
}
