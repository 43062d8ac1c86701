import { createHash } from 'node:crypto'

/**
 * People in the order in which they are asked: the least loaded first, and among equals in an order
 * that the attempt decides, so that it is not always the same two who meet.
 */
export function byLoad(
  people: readonly string[],
  loads: ReadonlyMap<string, number>,
  attemptId: string,
): string[] {
  const lot = (personId: string) =>
    createHash('sha256').update(`${attemptId}:${personId}`).digest('hex')
  return [...people].sort((a, b) => {
    const lighter = (loads.get(a) ?? 0) - (loads.get(b) ?? 0)
    return lighter !== 0 ? lighter : lot(a) < lot(b) ? -1 : 1
  })
}
