import { grouped } from '~/kernel/grouped'
import { type Currency, currencies } from '~/kernel/money'
import {
  type Funnel,
  type FunnelStep,
  funnelSteps,
  leastGroup,
  twoFigures,
} from './graduate-funnel'
import type { PairMoney, ShownCounts, ShownFunnel } from './public-figures'

/*
 * What public figures leave out so that nobody is told from them, also not by taking one figure from
 * another. Source: the rules for tables of magnitudes in A. Hundepool et al., Statistical Disclosure
 * Control (2012), chapter 4 (tables of magnitudes): a least number, the p % rule, and secondary suppression by joining cells.
 */

/** What was released between one client and one team in one currency. */
export type Released = {
  readonly currency: Currency
  /** The client's country and the team's. */
  readonly from: string
  readonly to: string
  readonly organisationId: string
  readonly teamId: string
  readonly contracts: number
  readonly amountMinor: bigint
}

/** An amount of fewer contracts is not shown. */
export const leastContracts = 3

const sumOf = (amounts: readonly bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n)
const contractsOf = (lines: readonly Released[]) =>
  lines.reduce((sum, { contracts }) => sum + contracts, 0)
const amountOf = (lines: readonly Released[]) => sumOf(lines.map(({ amountMinor }) => amountMinor))

/**
 * Nobody can work out the largest part to within a tenth, not even who owns the second largest and
 * takes it away. With fewer than three parties somebody always can.
 */
function hidesTheLargest(parts: readonly bigint[]): boolean {
  const [largest = 0n, second = 0n] = [...parts].sort((a, b) => (a > b ? -1 : a < b ? 1 : 0))
  return largest > 0n && (sumOf(parts) - largest - second) * 10n >= largest
}

function partsBy(lines: readonly Released[], of: (line: Released) => string): bigint[] {
  return [...grouped(lines, of).values()].map(amountOf)
}

/** Whether the sum of these may be shown: three contracts, and no client or team told from it. */
export function mayShowAmount(lines: readonly Released[]): boolean {
  return (
    contractsOf(lines) >= leastContracts &&
    hidesTheLargest(partsBy(lines, ({ organisationId }) => organisationId)) &&
    hidesTheLargest(partsBy(lines, ({ teamId }) => teamId))
  )
}

/**
 * Money by pairs of countries. Pairs that may not be shown alone stand together in one line, joined
 * by the smallest of the others until that line may be shown too; a currency in which even all of
 * them together may not is only named.
 */
export function moneyByPairs(released: readonly Released[]): {
  shown: PairMoney[]
  withheld: Currency[]
} {
  const shown: PairMoney[] = []
  const withheld: Currency[] = []
  for (const currency of currencies) {
    const lines = released.filter((line) => line.currency === currency)
    if (lines.length === 0) continue
    const rows = pairsOf(currency, lines)
    if (rows.length > 0) shown.push(...rows)
    else withheld.push(currency)
  }
  return { shown, withheld }
}

function pairsOf(currency: Currency, lines: readonly Released[]): PairMoney[] {
  const pairs = [...grouped(lines, ({ from, to }) => `${from} ${to}`).values()]
  const alone = pairs.filter(mayShowAmount)
  alone.sort((a, b) => (amountOf(a) === amountOf(b) ? 0 : amountOf(a) > amountOf(b) ? -1 : 1))
  const together = pairs.filter((pair) => !mayShowAmount(pair)).flat()
  while (together.length > 0 && !mayShowAmount(together)) {
    const smallest = alone.pop()
    if (!smallest) return []
    together.push(...smallest)
  }
  const row = (of: readonly Released[], pair: PairMoney['pair']): PairMoney => ({
    ...{ currency, pair, contracts: contractsOf(of) },
    amountMinor: twoFigures(amountOf(of)).toString(),
  })
  return [
    ...alone.map((of) => row(of, { from: of[0]?.from ?? '', to: of[0]?.to ?? '' })),
    ...(together.length > 0 ? [row(together, null)] : []),
  ]
}

/** A count of people, unless it is of so few that somebody could be meant; that it is nobody is said. */
export function shownCount(count: number): number | null {
  return count === 0 || count >= leastGroup ? count : null
}

/**
 * Which of the groups within `whole` may show their counts: those of ten or more, or of nobody. Where
 * the whole less all of them would leave fewer than ten, the smallest is left out too.
 */
export function shownGroups<G extends { readonly count: number }>(
  whole: number,
  groups: readonly G[],
): G[] {
  const shown = groups.filter(({ count }) => shownCount(count) !== null)
  const rest = whole - shown.reduce((sum, { count }) => sum + count, 0)
  if (rest <= 0 || rest >= leastGroup) return shown
  const counts = shown.map(({ count }) => count).filter((count) => count > 0)
  const smallest = shown.find(({ count }) => count === Math.min(...counts))
  return shown.filter((group) => group !== smallest)
}

/** A funnel as anybody may see it: counts of fewer than ten left out, and what fewer than ten earned. */
export function shownFunnel({ counts, matured, earning, income }: Funnel): ShownFunnel {
  const enough = income.filter((one) => one.earning >= leastGroup)
  return {
    counts: everyStep((step) =>
      shownCount(counts.enrolled) === null ? null : shownCount(counts[step]),
    ),
    matured: shownCount(matured),
    earning: shownCount(matured) === null || earning === null ? null : shownCount(earning),
    income: enough.map((one) => ({
      currency: one.currency,
      earning: one.earning,
      lowerMinor: one.lowerMinor.toString(),
      medianMinor: one.medianMinor.toString(),
      upperMinor: one.upperMinor.toString(),
    })),
    incomeWithheld: income.filter((one) => !enough.includes(one)).map(({ currency }) => currency),
  }
}

/**
 * The funnels of tracks, each step as far as it may be shown beside the same step of all tracks.
 * A track whose learners are too few does not appear.
 */
export function shownTracks(
  all: Funnel['counts'],
  tracks: readonly { readonly trackId: string; readonly counts: Funnel['counts'] }[],
): { trackId: string; counts: ShownCounts }[] {
  const shownAt = everyStep(
    (step) =>
      new Set(
        shownGroups(
          all[step],
          tracks.map(({ trackId, counts }) => ({ trackId, count: counts[step] })),
        ).map(({ trackId }) => trackId),
      ),
  )
  return tracks
    .filter(({ trackId, counts }) => counts.enrolled > 0 && shownAt.enrolled.has(trackId))
    .map(({ trackId, counts }) => ({
      trackId,
      counts: everyStep((step) => (shownAt[step].has(trackId) ? counts[step] : null)),
    }))
}

function everyStep<T>(of: (step: FunnelStep) => T): Record<FunnelStep, T> {
  return Object.fromEntries(funnelSteps.map((step) => [step, of(step)])) as Record<FunnelStep, T>
}
