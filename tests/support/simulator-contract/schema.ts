import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv, { type ValidateFunction } from 'ajv'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
type Schema = { [key: string]: Json }

const file = join(process.env.SAMAR_DATA ?? '../shared/data', 'stripe/schema-2023-08-16.json')

/** Why the responses cannot be checked, or null when they can. */
export const schemaMissing = existsSync(file)
  ? null
  : `Stripe's schema is not at hand (${file}); set SAMAR_DATA to the folder that has it.`

/**
 * What API 2026-10-28 answers with and the schema of 2023-08-16 does not know.
 * A field outside this list is an error, of the simulator or of this list.
 */
const NEWER: Record<string, readonly string[]> = {
  'checkout.session': [
    'adaptive_pricing',
    'allowed_payment_method_types',
    'client_secret',
    'collected_information',
    'customer_account',
    'discounts',
    'integration_identifier',
    'managed_payments',
    'origin_context',
    'payment_method_configuration_details',
    'permissions',
    'saved_payment_method_options',
    'ui_mode',
    'wallet_options',
  ],
  payment_intent: [
    'allowed_payment_method_types',
    'customer_account',
    'excluded_payment_method_types',
    'managed_payments',
    'payment_method_configuration_details',
    'payment_record',
    'source',
  ],
  charge: ['source'],
  balance_transaction: ['balance_type'],
  refund: ['customer', 'customer_account', 'destination_details', 'payment_method'],
  dispute: ['enhanced_eligibility_types', 'intended_submission_method'],
  item: ['adjustable_quantity', 'metadata'],
  payout: ['application_fee', 'application_fee_amount', 'payout_method', 'trace_id'],
  customer: ['customer_account'],
  customer_cash_balance_transaction: ['customer_account'],
  cash_balance: ['customer_account'],
}

/** Values that the schema of 2023-08-16 does not know yet: bank transfers in US dollars. */
const NEWER_VALUES = {
  funding_instructions_bank_transfer_financial_address: {
    type: ['aba', 'swift'],
    supported_networks: ['ach', 'domestic_wire_us', 'swift'],
  },
} as const

/** The subset of the schema came without any field of this name. */
const STRIPPED = ['description']

let compiled: { validators: Map<string, ValidateFunction>; schemas: Record<string, Schema> } | null

function compile() {
  if (compiled) return compiled
  const raw = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Schema>
  for (const [name, fields] of Object.entries(NEWER_VALUES)) {
    for (const [field, values] of Object.entries(fields)) addValues(raw[name], field, values)
  }
  const schemas = nullsAllowed(raw) as unknown as Record<string, Schema>
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
  ajv.addSchema({ $id: 'stripe', components: { schemas } })
  const validators = new Map<string, ValidateFunction>()
  for (const name of Object.keys(schemas)) {
    if (/^[a-z_.]+$/.test(name)) {
      validators.set(name, ajv.compile({ $ref: `stripe#/components/schemas/${name}` }))
    }
  }
  compiled = { validators, schemas }
  return compiled
}

function addValues(schema: Schema | undefined, field: string, values: readonly string[]): void {
  const property = (schema?.properties as Record<string, Schema> | undefined)?.[field]
  const holder = (property?.items as Schema | undefined) ?? property
  if (!Array.isArray(holder?.enum)) throw new Error(`${field} has no values to add to`)
  holder.enum = [...holder.enum, ...values]
}

/** OpenAPI's `nullable`, in the words of JSON schema. */
function nullsAllowed(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(nullsAllowed)
  if (typeof schema !== 'object' || schema === null) return schema
  const next: Schema = {}
  for (const [key, value] of Object.entries(schema)) next[key] = nullsAllowed(value)
  if (next.nullable !== true) return next
  const { nullable: _, ...rest } = next
  return { anyOf: [rest, { type: 'null' }] }
}

/** Everything in which the object departs from the schema, as sentences. */
export function departures(object: unknown): string[] {
  const { validators, schemas } = compile()
  if (typeof object !== 'object' || object === null || !('object' in object)) return []
  const name = String(object.object)
  if (name === 'list') {
    const data = (object as unknown as { data: unknown[] }).data
    return data.flatMap(departures)
  }
  const validate = validators.get(name)
  const known = schemas[name]?.properties as Schema | undefined
  if (!validate || !known) return [`${name}: no schema`]
  const found: string[] = []
  const flat: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(object)) {
    if (!(key in known) && !NEWER[name]?.includes(key) && !STRIPPED.includes(key)) {
      found.push(`${name}.${key}: unknown field`)
    }
    // The subset describes an expandable field as an id: check what it was expanded to on its own.
    const expanded = typeof value === 'object' && value !== null && 'id' in value
    const isId = JSON.stringify(known[key] ?? {}).includes('"string"') && expanded
    if (isId && 'object' in (value as object)) {
      found.push(...departures(value))
      flat[key] = (value as { id: string }).id
    } else flat[key] = value
  }
  if (!validate(flat)) {
    for (const error of validate.errors ?? []) {
      found.push(`${name}${error.instancePath}: ${error.message}`)
    }
  }
  return found
}
