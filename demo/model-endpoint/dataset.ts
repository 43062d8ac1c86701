import {
  type Category,
  categoryOf,
  closings,
  cores,
  doubtful,
  type Intent,
  openings,
  slots,
} from './messages'
import { pick, seeded } from './random'

export type Task = 'category' | 'intent'
export type Message = {
  readonly message: string
  readonly channel: string
  readonly category: Category
  readonly intent: Intent
}

const intents = Object.keys(cores) as Intent[]
const channels = ['app', 'whatsapp', 'whatsapp', 'email', 'call note'] as const

export const labelsOf: Record<Task, readonly string[]> = {
  category: [...new Set(Object.values(categoryOf))].sort(),
  intent: [...intents].sort(),
}

/** How often whoever labelled the messages put a wrong label, and how often nobody could be sure. */
const labelNoise = 0.02
const doubt = 0.05

type Random = () => number

function filled(random: Random, text: string): string {
  return text.replace(/\{(\w+)\}/g, (_, slot: string) => pick(random, slots[slot] ?? ['']))
}

/** Typing as it happens on a phone: a letter lost, doubled or swapped now and then. */
function typed(random: Random, text: string): string {
  let out = ''
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? ''
    const slip = /[a-z]/.test(letter) ? random() : 1
    if (slip < 0.003) continue
    if (slip < 0.005) out += letter
    if (slip < 0.007 && at + 1 < text.length) {
      out += `${text[++at] ?? ''}${letter}`
      continue
    }
    out += letter
  }
  const style = random()
  if (style < 0.18) return out.toLowerCase()
  return style < 0.22 ? out.toUpperCase() : out
}

function oneMessage(random: Random): Message {
  const unsure = random() < doubt ? pick(random, doubtful) : null
  const written: Intent = unsure ? pick(random, unsure.intents) : pick(random, intents)
  const core = filled(random, unsure ? unsure.text : pick(random, cores[written]))
  const second =
    random() < 0.25 && !unsure ? `. ${filled(random, pick(random, cores[written]))}` : ''
  const text = `${pick(random, openings)}${core}${second}${filled(random, pick(random, closings))}`
  const intent = random() < labelNoise ? pick(random, intents) : written
  return {
    message: typed(random, text).trim(),
    channel: pick(random, channels),
    category: categoryOf[intent],
    intent,
  }
}

/** `count` messages, no two alike; the same for the same seed. */
export function generateMessages(
  seed: number,
  count: number,
  without: ReadonlySet<string> = new Set(),
): Message[] {
  const random = seeded(seed)
  const seen = new Set<string>()
  const messages: Message[] = []
  while (messages.length < count) {
    const message = oneMessage(random)
    if (seen.has(message.message) || without.has(message.message)) continue
    seen.add(message.message)
    messages.push(message)
  }
  return messages
}

export const trainingSeed = 20_260_101
export const trainingCount = 6_000

let training: Message[] | undefined

/** What the demo team trains on. No holdout shares a message with it. */
export function trainingMessages(): Message[] {
  training ??= generateMessages(trainingSeed, trainingCount)
  return training
}

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/**
 * A client's holdout as CSV: message, channel, label. `task` chooses which label: the four
 * categories, or the twelve intents.
 */
export function generateHoldout(seed: number, count: number, task: Task = 'category'): string {
  const known = new Set(trainingMessages().map(({ message }) => message))
  const rows = generateMessages(seed, count, known).map(({ message, channel, ...labels }) =>
    [quoted(message), quoted(channel), labels[task]].join(','),
  )
  return `message,channel,label\n${rows.join('\n')}\n`
}
