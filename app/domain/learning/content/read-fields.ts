import { type Averaging, type Metric, scaleOf } from '~/domain/outcomes/criteria/metric'
import { type Goal, goalsByKind, metricOfGoal } from '~/domain/outcomes/criteria/work-kind'
import { latinDigits } from '~/kernel/digits'
import type { ItemErrors } from './read-item'

/** A form as it is read: each way of reading notes what it could not use. */
export type Reading = ReturnType<typeof reading>

/** Goals that rows of an exercise can be measured by. */
export const exerciseGoals: readonly Goal[] = [
  ...goalsByKind.classify,
  ...goalsByKind.rank,
  ...goalsByKind.number,
  ...goalsByKind.answer,
]

/** Signs that turn the direction of what stands after them, beyond their own line. */
const turningSigns = /[\u202a-\u202e]/g

/** Text as a page can show it: line ends as \n, without signs that turn the text around them. */
const clean = (value: FormDataEntryValue | null) =>
  typeof value === 'string' ? value.replace(/\r\n?/g, '\n').replace(turningSigns, '') : ''

export function reading(form: FormData) {
  const errors: ItemErrors = {}
  const names = [...new Set(form.keys())]
  return {
    errors,
    /** One line, trimmed. */
    text(name: string, most: number): string {
      const value = clean(form.get(name)).trim()
      if (value.length <= most) return value
      errors[name] = 'error.too_long'
      return value.slice(0, most)
    },
    /** Markdown, as it was typed. */
    prose: (name: string): string => clean(form.get(name)),
    /** One entry a line. */
    lines(name: string, most: number): string[] {
      const found = clean(form.get(name))
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
      if (found.some((line) => line.length > most)) errors[name] = 'error.too_long'
      return [...new Set(found)].map((line) => line.slice(0, most))
    },
    all: (name: string): string[] => form.getAll(name).map(clean),
    /** The rows `group.0`, `group.1` … that the form carries, in their order. */
    rows(group: string, most: number): string[] {
      const numbers = names.flatMap((name) => {
        const rest = name.startsWith(`${group}.`) ? name.slice(group.length + 1) : ''
        const number = /^(\d{1,4})\./.exec(rest)?.[1]
        return number === undefined ? [] : [Number(number)]
      })
      return [...new Set(numbers)]
        .sort((a, b) => a - b)
        .slice(0, most)
        .map((number) => `${group}.${number}`)
    },
    goal(name: string): { metric: Metric; averaging: Averaging | null } | null {
      const goal = exerciseGoals.find((known) => known === form.get(name))
      return goal ? metricOfGoal(goal, '') : null
    },
  }
}

const digits = (from: Reading, name: string) =>
  latinDigits(from.text(name, 40)).replace('٫', '.').replace(/[٬\s]/g, '')

/** A whole number between two bounds; `otherwise` where nothing was typed or it cannot be read. */
export function numberOf(
  from: Reading,
  name: string,
  otherwise: number,
  least: number,
  most: number,
): number {
  const typed = digits(from, name)
  if (typed === '') return otherwise
  const value = Number(typed)
  if (/^\d{1,9}$/.test(typed) && value >= least && value <= most) return value
  from.errors[name] = 'authoring.number_unread'
  return otherwise
}

/** A share typed in percent; 0 to 100. */
export function shareOf(from: Reading, name: string, otherwise: number): number {
  const typed = digits(from, name).replace(',', '.').replace(/[%٪]$/, '')
  if (typed === '') return otherwise
  const value = Number(typed)
  if (/^\d{1,3}(\.\d{1,6})?$/.test(typed) && value <= 100) {
    return Number((value / 100).toPrecision(12))
  }
  from.errors[name] = 'authoring.number_unread'
  return otherwise
}

/** A decimal as text, in Latin digits; what is no number is kept as it was typed and said to be none. */
export function decimalOf(from: Reading, name: string): string {
  const typed = digits(from, name).replace(',', '.').replace('−', '-')
  if (typed !== '' && !/^-?\d{1,15}(\.\d{1,15})?$/.test(typed)) {
    from.errors[name] = 'authoring.number_unread'
  }
  return typed
}

/** A target in its metric's scale; of a share, "0.85", "85" and "85 %" are the same. */
export function targetOf(from: Reading, name: string, metric: Metric, otherwise: number): number {
  const typed = digits(from, name).replace(',', '.').replace('٪', '%')
  if (typed === '') return otherwise
  const value = Number(typed.replace('%', ''))
  if (!/^\d{1,9}(\.\d{1,9})?%?$/.test(typed)) {
    from.errors[name] = 'authoring.number_unread'
    return otherwise
  }
  if (scaleOf(metric) === 'unit') return value
  return typed.endsWith('%') || value > 1 ? Number((value / 100).toPrecision(12)) : value
}
