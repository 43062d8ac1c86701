import { normal, seeded } from './random'

/**
 * Tables with structure and noise for the demo's clients. A hidden score decides the label, and
 * some labels are flipped, so that no model can be perfect and a good one beats the majority.
 */
export type TableRow = { features: Record<string, number>; label: string; group?: string }
export type TableTask = {
  readonly name: string
  readonly columns: readonly string[]
  readonly labels: readonly string[]
  /** Where the file has a column that says which rows belong together. */
  readonly groupColumn?: string
  readonly draw: (random: () => number) => TableRow
}

const whole = (value: number, least: number, most: number) =>
  Math.round(Math.min(most, Math.max(least, value)))
const tenth = (value: number) => Math.round(value * 10) / 10

/** Clinic appointments: kept or missed. */
const appointments: TableTask = {
  name: 'appointments',
  columns: ['age', 'days_ahead', 'missed_before', 'reminder_sent', 'distance_km', 'hour'],
  labels: ['kept', 'missed'],
  draw(random) {
    const features = {
      age: whole(41 + 17 * normal(random), 1, 92),
      days_ahead: whole(18 * -Math.log(1 - random()), 0, 120),
      missed_before: whole(1.1 * -Math.log(1 - random()), 0, 8),
      reminder_sent: random() < 0.55 ? 1 : 0,
      distance_km: tenth(9 * -Math.log(1 - random())),
      hour: whole(8 + 10 * random(), 8, 18),
    }
    const score =
      -2.6 +
      0.07 * features.days_ahead +
      1.5 * features.missed_before -
      1.9 * features.reminder_sent +
      0.06 * features.distance_km -
      0.02 * (features.age - 40)
    const missed = score + 0.7 * normal(random) > 0
    return { features, label: missed ? 'missed' : 'kept' }
  },
}

/** Mangoes on a grading line: export, market, pulp. */
const mangoes: TableTask = {
  name: 'mangoes',
  columns: ['weight_g', 'length_mm', 'brix', 'blush_percent', 'firmness_n', 'spots'],
  labels: ['export', 'market', 'pulp'],
  draw(random) {
    const weight = whole(310 + 70 * normal(random), 120, 620)
    const features = {
      weight_g: weight,
      length_mm: whole(62 + weight / 6 + 5 * normal(random), 60, 190),
      brix: tenth(15.5 + 2.4 * normal(random)),
      blush_percent: whole(42 + 22 * normal(random), 0, 100),
      firmness_n: tenth(46 + 12 * normal(random)),
      spots: whole(4 * -Math.log(1 - random()), 0, 30),
    }
    const score =
      0.011 * (features.weight_g - 300) +
      0.55 * (features.brix - 15) +
      0.03 * (features.blush_percent - 40) +
      0.05 * (features.firmness_n - 45) -
      0.42 * (features.spots - 4) +
      0.22 * normal(random)
    return { features, label: score > 0.9 ? 'export' : score > -1.3 ? 'market' : 'pulp' }
  },
}

/** Invoices of a wholesaler: paid in time or late. Little in the columns tells, so models stay weak. */
const invoices: TableTask = {
  name: 'invoices',
  columns: ['amount_gbp', 'terms_days', 'late_before', 'orders_year', 'disputed'],
  labels: ['in_time', 'late'],
  draw(random) {
    const features = {
      amount_gbp: whole(900 * -Math.log(1 - random()), 20, 9_000),
      terms_days: [14, 30, 30, 45, 60][whole(5 * random() - 0.5, 0, 4)] ?? 30,
      late_before: whole(1.6 * -Math.log(1 - random()), 0, 12),
      orders_year: whole(11 * -Math.log(1 - random()), 1, 80),
      disputed: random() < 0.08 ? 1 : 0,
    }
    const score =
      -1.1 + 0.45 * features.late_before + 1.2 * features.disputed - 0.015 * features.orders_year
    return { features, label: score + 1.9 * normal(random) > 0 ? 'late' : 'in_time' }
  },
}

export const tableTasks: readonly TableTask[] = [appointments, mangoes, invoices]

export function taskNamed(name: string): TableTask | undefined {
  return tableTasks.find((task) => task.name === name)
}

/** `count` rows of a task, the same for the same seed. */
export function drawTable(task: TableTask, seed: number, count: number): TableRow[] {
  const random = seeded(seed)
  return Array.from({ length: count }, () => task.draw(random))
}

/** The rows as a CSV file with the answer in the column `label`. */
export function tableCsv(task: TableTask, seed: number, count: number): string {
  const grouped = task.groupColumn === undefined ? [] : [task.groupColumn]
  const lines = drawTable(task, seed, count).map(({ features, label, group }) =>
    [...task.columns.map((column) => features[column]), ...grouped.map(() => group), label].join(
      ',',
    ),
  )
  return `${[...task.columns, ...grouped, 'label'].join(',')}\n${lines.join('\n')}\n`
}
