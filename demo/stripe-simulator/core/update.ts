import type { Context } from './context'
import { emit } from './events'
import type { Tables } from './tables'

interface Changes {
  description?: string | undefined
  metadata?: Record<string, string> | undefined
}

const EVENTS = {
  charge: 'charge.updated',
  transfer: 'transfer.updated',
  payout: 'payout.updated',
  refund: 'refund.updated',
} as const

/**
 * Changes what may be changed of an object: its description and its metadata, whose keys are added
 * to those it has; an empty value takes a key away.
 */
export function updated<K extends keyof typeof EVENTS>(
  context: Context,
  table: K,
  row: Tables[K],
  { description, metadata }: Changes,
): Tables[K] {
  const previous: Record<string, unknown> = {}
  const changed = { ...row }
  if (description !== undefined && 'description' in row) {
    previous.description = row.description
    Object.assign(changed, { description })
  }
  if (metadata !== undefined) {
    const merged = { ...row.metadata, ...metadata }
    previous.metadata = row.metadata
    changed.metadata = Object.fromEntries(
      Object.entries(merged).filter(([, value]) => value !== ''),
    )
  }
  context.unit.put(table, changed)
  emit(context, EVENTS[table], changed, previous)
  return changed
}
