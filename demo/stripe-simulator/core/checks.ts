import { badParam } from './errors'
import type { Raw } from './params'

/** Reads one parameter or throws Stripe's sentence about it. */
export type Check<T> = (value: Raw, path: string) => T

export interface Field<T, R extends boolean> {
  check: Check<T>
  required: R
}
export type Fields = Record<string, Field<unknown, boolean>>
type CheckedBy<F> = F extends Field<infer T, boolean> ? T : never
export type Values<S extends Fields> = {
  [K in keyof S as S[K]['required'] extends true ? K : never]: CheckedBy<S[K]>
} & { [K in keyof S as S[K]['required'] extends true ? never : K]?: CheckedBy<S[K]> }

export const required = <T>(check: Check<T>): Field<T, true> => ({ check, required: true })
export const optional = <T>(check: Check<T>): Field<T, false> => ({ check, required: false })

/**
 * Fields of which the compiler knows that the SDK's call `P` has them all: a parameter that Stripe has
 * renamed or dropped does not live on here.
 */
export const fieldsOf =
  <P>() =>
  <S extends Fields & Record<Exclude<keyof S, keyof P>, never>>(fields: S): S =>
    fields

const at = (path: string, key: string) => (path === '' ? key : `${path}[${key}]`)

/** An object with exactly these fields: unknown ones and missing ones are refused. */
export function shape<S extends Fields>(fields: S): Check<Values<S>> {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw badParam('Invalid object', path, 'parameter_invalid_object')
    }
    for (const key of Object.keys(value)) {
      if (!Object.hasOwn(fields, key)) {
        const name = at(path, key)
        throw badParam(`Received unknown parameter: ${name}`, name, 'parameter_unknown')
      }
    }
    const result: Record<string, unknown> = {}
    for (const [key, field] of Object.entries(fields)) {
      const given = value[key]
      const name = at(path, key)
      if (given === undefined || given === null) {
        if (!field.required) continue
        throw badParam(`Missing required param: ${name}.`, name, 'parameter_missing')
      }
      result[key] = field.check(given, name)
    }
    return result as Values<S>
  }
}

/** Text that is not empty. */
export function text(options: { max?: number } = {}): Check<string> {
  const max = options.max ?? 5000
  return (value, path) => {
    if (typeof value !== 'string') throw badParam('Invalid string', path)
    if (value === '') {
      const message = `You passed an empty string for '${path}'. We assume empty values are an attempt to unset a parameter; however '${path}' cannot be unset.`
      throw badParam(message, path, 'parameter_invalid_empty')
    }
    if (value.length > max) {
      throw badParam(`Invalid string: must be at most ${max} characters`, path)
    }
    return value
  }
}

export function integer(options: { min?: number; max?: number } = {}): Check<number> {
  return (value, path) => {
    const written = typeof value === 'number' ? String(value) : value
    if (typeof written !== 'string' || !/^-?\d{1,15}$/.test(written)) {
      throw badParam(`Invalid integer: ${String(value)}`, path, 'parameter_invalid_integer')
    }
    const number = Number(written)
    if (options.min !== undefined && number < options.min) {
      const message = `This value must be greater than or equal to ${options.min}.`
      throw badParam(message, path, 'parameter_invalid_integer')
    }
    if (options.max !== undefined && number > options.max) {
      throw badParam(`This value must be less than or equal to ${options.max}.`, path)
    }
    return number
  }
}

export const flag: Check<boolean> = (value, path) => {
  if (value === true || value === 'true') return true
  if (value === false || value === 'false') return false
  throw badParam(`Invalid boolean: ${String(value)}`, path)
}

export function oneOf<const T extends readonly string[]>(choices: T): Check<T[number]> {
  return (value, path) => {
    if (typeof value === 'string' && choices.includes(value)) return value as T[number]
    throw badParam(`Invalid ${path}: must be one of ${choices.join(', ')}`, path)
  }
}

export function list<T>(check: Check<T>, options: { max?: number } = {}): Check<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw badParam('Invalid array', path)
    if (options.max !== undefined && value.length > options.max) {
      throw badParam(`Array ${path} exceeded maximum ${options.max} allowed elements.`, path)
    }
    return value.map((item, index) => check(item, `${path}[${index}]`))
  }
}

const CURRENCIES = 'usd eur gbp chf cad aud sgd jpy aed sar qar kwd bhd omr jod try pkr inr'.split(
  ' ',
)
export const currency: Check<string> = (value, path) => {
  const code = typeof value === 'string' ? value.toLowerCase() : ''
  if (CURRENCIES.includes(code)) return code
  throw badParam(`Invalid currency: ${String(value)}.`, path)
}

/** A positive amount in minor units, up to Stripe's eight digits. */
export const amount: Check<number> = (value, path) => {
  const number = integer()(value, path)
  if (number < 1) throw badParam('Invalid positive integer', path, 'parameter_invalid_integer')
  if (number > 99_999_999) {
    throw badParam('Amount must be no more than 999,999.99', path, 'amount_too_large')
  }
  return number
}

export const metadata: Check<Record<string, string>> = (value, path) => {
  if (value === '') return {}
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badParam('Metadata must be a set of key-value pairs.', path)
  }
  const entries = Object.entries(value)
  if (entries.length > 50) throw badParam('Metadata can have up to 50 keys.', path)
  for (const [key, item] of entries) {
    if (key.length > 40) throw badParam('Metadata keys can be up to 40 characters.', path)
    if (typeof item !== 'string') throw badParam('Metadata values must be strings.', at(path, key))
    if (item.length > 500) {
      throw badParam('Metadata values can have up to 500 characters.', at(path, key))
    }
  }
  return Object.fromEntries(entries as [string, string][])
}

/** An absolute http or https address; Stripe's own placeholder is allowed inside. */
export const webAddress: Check<string> = (value, path) => {
  const address = text()(value, path)
  try {
    const { protocol } = new URL(address)
    if (protocol === 'http:' || protocol === 'https:') return address
  } catch {
    // Falls through to the refusal below.
  }
  throw badParam('Not a valid URL', path, 'url_invalid')
}

export const email: Check<string> = (value, path) => {
  const address = text({ max: 800 })(value, path)
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) return address
  throw badParam(`Invalid email address: ${address}`, path, 'email_invalid')
}

/** What every retrieve and create takes. */
export const expandField = { expand: optional(list(text(), { max: 20 })) }
