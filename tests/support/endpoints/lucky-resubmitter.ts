import { type Behaviour, json } from './start-endpoint'

/** A coin: the next of `labels`, each as likely as the others. `next` gives numbers from 0 to 1. */
export function coin(labels: readonly string[], next: () => number): string {
  return labels[Math.floor(next() * labels.length)] as string
}

/** A small generator with a seed (mulberry32), so that luck can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** Has no model at all. It tosses a coin, and hands in again until the coin falls well. */
export function luckyResubmitter(
  labels: readonly string[] = ['a', 'b'],
  next: () => number = seeded(1),
): Behaviour {
  return (response) => json(response, { label: coin(labels, next) })
}

export const alone = () => luckyResubmitter()
