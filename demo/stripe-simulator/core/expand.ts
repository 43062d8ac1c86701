import type { Context } from './context'
import { badParam, missing } from './errors'
import type { TableName, Tables } from './tables'

const TABLE_OF_PREFIX: Record<string, TableName> = {
  ch: 'charge',
  py: 'charge',
  txn: 'balance_transaction',
  pi: 'payment_intent',
  tr: 'transfer',
  trr: 'transfer_reversal',
  re: 'refund',
  pyr: 'refund',
  dp: 'dispute',
  cs: 'session',
  cus: 'customer',
  po: 'payout',
  ccsbtxn: 'cash_movement',
}

/** Looks up a row or answers as Stripe does for an id that nothing has. */
export function find<K extends TableName>(
  context: Context,
  table: K,
  id: string,
  what: string,
  param = 'id',
): Tables[K] {
  const row = context.unit.get(table, id)
  if (!row) throw missing(what, id, param)
  return present(context, row)
}

/** The row as it is now: a balance transaction becomes available by time alone. */
export function present<T extends object>(context: Context, row: T): T {
  if ('object' in row && row.object === 'balance_transaction' && 'available_on' in row) {
    const available = (row.available_on as number) <= context.clock
    return { ...row, status: available ? 'available' : 'pending' }
  }
  return row
}

/** Replaces the ids at the asked paths by their objects, up to four deep. */
export function expanded<T extends object>(context: Context, object: T, paths?: string[]): T {
  if (!paths || paths.length === 0) return object
  const copy = structuredClone(object)
  for (const path of paths) {
    const parts = path.split('.')
    if (parts.length > 4) {
      throw badParam('You cannot expand more than 4 levels of a property.', 'expand')
    }
    expandPath(context, copy as Record<string, unknown>, parts, path)
  }
  return copy
}

function expandPath(
  context: Context,
  object: Record<string, unknown>,
  parts: string[],
  path: string,
): void {
  const [field, ...rest] = parts
  if (field === undefined) return
  if (field === 'data' && Array.isArray(object.data)) {
    for (const item of object.data) expandPath(context, item as Record<string, unknown>, rest, path)
    return
  }
  const included = field in object ? undefined : includable(context, object, field)
  if (included) object[field] = included
  const value = object[field]
  if (value === null) return
  if (typeof value === 'string') {
    const table = TABLE_OF_PREFIX[value.split('_')[0] ?? '']
    const row = table && context.unit.get(table, value)
    if (!row) throw cannotExpand(path)
    object[field] = present(context, row)
  } else if (typeof value !== 'object') {
    throw cannotExpand(path)
  }
  if (rest.length > 0) expandPath(context, object[field] as Record<string, unknown>, rest, path)
}

/** Lists that Stripe leaves out unless they are asked for. */
function includable(context: Context, object: Record<string, unknown>, field: string): unknown {
  const id = String(object.id)
  if (object.object === 'checkout.session' && field === 'line_items') {
    const data = context.unit.get('session_detail', id)?.lineItems ?? []
    return { object: 'list', data, has_more: false, url: `/v1/checkout/sessions/${id}/line_items` }
  }
  if (object.object === 'charge' && field === 'refunds') {
    const data = context.unit.all('refund').filter((refund) => refund.charge === id)
    return {
      object: 'list',
      data: data.reverse(),
      has_more: false,
      url: `/v1/charges/${id}/refunds`,
    }
  }
  return undefined
}

function cannotExpand(path: string) {
  return badParam(
    `This property cannot be expanded (${path}).`,
    'expand',
    'property_expansion_error',
  )
}
