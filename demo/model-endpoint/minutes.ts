import { normal, seeded } from './random'

/** Deliveries of a day: how many minutes a stop takes, from what the dispatcher knows before. */
export type Stop = {
  readonly features: {
    distance_km: number
    parcels: number
    floor: number
    lift: number
    rain: number
    hour: number
  }
  readonly minutes: number
}

const whole = (value: number, least: number, most: number) =>
  Math.round(Math.min(most, Math.max(least, value)))

function oneStop(random: () => number): Stop {
  const features = {
    distance_km: Math.round(40 * -Math.log(1 - random())) / 10,
    parcels: whole(1 + 2 * -Math.log(1 - random()), 1, 14),
    floor: whole(5 * random(), 0, 5),
    lift: random() < 0.5 ? 1 : 0,
    rain: random() < 0.25 ? 1 : 0,
    hour: whole(8 + 10 * random(), 8, 18),
  }
  const stairs = features.lift === 1 ? 0.4 : 1.3
  const minutes =
    3 +
    2.1 * features.distance_km +
    0.9 * features.parcels +
    stairs * features.floor +
    1.8 * features.rain +
    (features.hour >= 16 ? 2.5 : 0) +
    2.2 * normal(random)
  return { features, minutes: Math.round(Math.max(1, minutes) * 10) / 10 }
}

export function drawStops(seed: number, count: number): Stop[] {
  const random = seeded(seed)
  return Array.from({ length: count }, () => oneStop(random))
}

const names = ['distance_km', 'parcels', 'floor', 'lift', 'rain', 'hour'] as const

export function stopsCsv(seed: number, count: number): string {
  const lines = drawStops(seed, count).map(({ features, minutes }) =>
    [...names.map((name) => features[name]), minutes].join(','),
  )
  return `${[...names, 'minutes'].join(',')}\n${lines.join('\n')}\n`
}

/** What a stop is made of: a constant, the columns, stairs without a lift, and the late hours. */
function inputsOf(features: Readonly<Record<string, unknown>>): number[] {
  const value = (name: string) => {
    const number = Number(features[name])
    return Number.isFinite(number) ? number : 0
  }
  const stairs = value('lift') === 1 ? 0 : value('floor')
  const late = value('hour') >= 16 ? 1 : 0
  return [1, value('distance_km'), value('parcels'), value('floor'), stairs, value('rain'), late]
}

/** Least squares by Gaussian elimination on the normal equations: seven numbers to find. */
function trained(): number[] {
  const stops = drawStops(20_260_404, 2_000)
  const size = 7
  const table = Array.from({ length: size }, () => new Array<number>(size + 1).fill(0))
  for (const { features, minutes } of stops) {
    const inputs = [...inputsOf(features), minutes]
    for (let row = 0; row < size; row++) {
      for (let column = 0; column <= size; column++) {
        table[row]![column]! += (inputs[row] ?? 0) * (inputs[column] ?? 0)
      }
    }
  }
  for (let pivot = 0; pivot < size; pivot++) {
    const own = table[pivot] as number[]
    const lead = own[pivot] as number
    for (let column = pivot; column <= size; column++) own[column]! /= lead
    for (let row = 0; row < size; row++) {
      if (row === pivot) continue
      const other = table[row] as number[]
      const factor = other[pivot] as number
      for (let column = pivot; column <= size; column++) other[column]! -= factor * own[column]!
    }
  }
  return table.map((row) => row[size] as number)
}

const weights = trained()

/** How long a stop will take, in minutes. */
export function minutesFor(features: Readonly<Record<string, unknown>>): number {
  const sum = inputsOf(features).reduce((total, input, at) => total + input * (weights[at] ?? 0), 0)
  return Math.round(Math.max(1, sum) * 10) / 10
}
