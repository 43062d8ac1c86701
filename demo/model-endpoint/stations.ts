import { normal, seeded } from './random'
import { type SoftmaxModel, trainSoftmax } from './softmax'
import type { TableRow, TableTask } from './tables'

/**
 * Grading at twelve packing stations, whose gauges were never set alike: each reads high or low by
 * an amount that shows when nothing lies on it. Who leaves the empty reading out is right at some
 * stations and wrong at others.
 */
export const stationNames = [
  ...['Shujabad', 'Jalalpur', 'Kabirwala', 'Mailsi', 'Vehari', 'Burewala'],
  ...['Khanewal', 'Lodhran', 'Dunyapur', 'Kot Addu', 'Muzaffargarh', 'Alipur'],
]

/** Eight gauges are nearly right, four are far off. */
const offsets = [0, 0.6, -0.6, 1.2, -1.2, 0.6, 0, -0.6, 12, -12, 15, -15]

const tenth = (value: number) => Math.round(value * 10) / 10

export const stations: TableTask = {
  name: 'stations',
  columns: ['weight_g', 'gauge_reading', 'gauge_empty', 'colour_index'],
  labels: ['first', 'second'],
  groupColumn: 'station',
  draw(random) {
    const station = Math.floor(random() * stationNames.length)
    const offset = offsets[station] ?? 0
    const firmness = 40 + 9 * normal(random)
    const features = {
      weight_g: Math.round(180 + 30 * normal(random)),
      gauge_reading: tenth(firmness + offset + 0.4 * normal(random)),
      gauge_empty: tenth(offset + 0.4 * normal(random)),
      colour_index: tenth(50 + 15 * normal(random)),
    }
    const score =
      0.34 * (firmness - 40) +
      0.012 * (features.weight_g - 180) +
      0.02 * (features.colour_index - 50) +
      0.25 * normal(random)
    return {
      features,
      label: score > 0 ? 'first' : 'second',
      group: stationNames[station] ?? '',
    }
  },
}

/** The columns that a model looks at, and how much it has seen. */
const versions = {
  /** A first try on twenty crates, by weight and colour alone. */
  first: { columns: ['weight_g', 'colour_index'], rows: 20 },
  /** Knows the gauge, but not what it shows when nothing lies on it. */
  second: { columns: ['weight_g', 'gauge_reading', 'colour_index'], rows: 2_500 },
  third: { columns: stations.columns, rows: 2_500 },
} as const
export type StationVersion = keyof typeof versions
export const stationVersions = Object.keys(versions) as StationVersion[]

/** One version of the demo team's model for the stations, really trained. */
export function stationModel(version: StationVersion): SoftmaxModel {
  const { columns, rows } = versions[version]
  const random = seeded(20_260_303)
  const drawn = Array.from({ length: rows }, (): TableRow => stations.draw(random))
  return trainSoftmax({ ...stations, columns }, drawn, 6)
}
