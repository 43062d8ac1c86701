import { z } from 'zod'
import { labelKinds } from '~/domain/outcomes/datasets/label-kind'
import { workloadClasses } from '~/domain/stewardship/workload-class'
import { type Currency, currencies, parseAmount } from '~/kernel/money'
import {
  amountMessages,
  type FieldErrors,
  type FormValues,
  nameText,
  optionalText,
  parseForm,
  text,
  typedValues,
  wholeNumber,
} from '~/platform/forms.server'
import { sectors } from '../briefs/brief'
import { readManifest, readMilestones, readSeats } from '../proposals/read-proposal-form.server'
import type { Seat } from '../proposals/save-proposal.server'
import { readRows } from '../read-rows.server'
import { inputKinds, type OfferInput, type OfferTier, offerLimits } from './offer'

export const offerWordsForm = z.object({
  title: nameText(120),
  statement: text(8_000),
  sectors: z.array(z.enum(sectors, 'error.choice'), 'error.required').min(1, 'error.required'),
  classes: z
    .array(z.enum(workloadClasses, 'error.choice'), 'error.required')
    .min(1, 'error.required'),
  currency: z.enum(currencies as [Currency, ...Currency[]], 'error.choice'),
})

/** How the client's file is labelled: one label a line where labels are classes. */
export const offeredRowsForm = z
  .object({
    labelKind: z.enum(['none', ...labelKinds], 'error.choice'),
    labels: optionalText(4_000),
  })
  .transform(({ labelKind, labels }, context) => {
    if (labelKind === 'none') return null
    if (labelKind !== 'class') return { labelKind, labels: [] }
    const lines = [...new Set(labels.split(/\r?\n/).map((line) => line.trim()))].filter(Boolean)
    if (lines.length < 2 || lines.length > offerLimits.labels) {
      context.addIssue({ code: 'custom', path: ['labels'], message: 'offer.labels_too_few' })
      return z.NEVER
    }
    return { labelKind, labels: lines }
  })

const tierForm = z.object({ name: nameText(60), includes: text(2_000), price: text(30) })

export const offerInputRow = z.object({
  title: text(120),
  why: text(600),
  kind: z.enum(inputKinds, 'error.choice'),
})

const termsForm = z.object({
  holdbackPercent: z
    .string('error.choice')
    .regex(/^(0|1[0-9]|2[0-5])$/, 'error.choice')
    .transform((typed) => Number(typed) * 100),
  reviewDays: wholeNumber(7, 21),
})

export const orderForm = z.object({
  organisationId: text(60),
  tierId: z.string('error.choice').min(1, 'error.choice').max(10, 'error.choice'),
  workloadClass: z.enum(workloadClasses, 'error.choice'),
})

type Read<T> = ({ ok: true } & T) | { ok: false; errors: FieldErrors; values: FormValues }

/** Reads a tier with its milestones, whose amounts are in the offer's currency. */
export function readTier(
  form: FormData,
  currency: Currency,
): Read<{ tier: Omit<OfferTier, 'id'> }> {
  const errors: FieldErrors = {}
  const head = parseForm(tierForm, form)
  if (!head.ok) Object.assign(errors, head.errors)
  const milestones = readMilestones(form, currency, errors)
  const price = head.ok ? parseAmount(head.value.price, currency) : null
  if (price && !price.ok) errors.price = { key: amountMessages[price.problem] }
  if (price?.ok && Object.keys(errors).length === 0) {
    const sum = milestones.reduce((total, { amountMinor }) => total + BigInt(amountMinor), 0n)
    if (sum !== price.amountMinor) errors.price = { key: 'refusal.milestones_not_price' }
  }
  if (!head.ok || !price?.ok || Object.keys(errors).length > 0) {
    return { ok: false, errors, values: typedValues(form) }
  }
  const { name, includes } = head.value
  return {
    ok: true,
    tier: { name, includes, priceMinor: price.amountMinor.toString(), milestones },
  }
}

/** Reads what the client hands over; rows without words are left out. */
export function readInputs(form: FormData): Read<{ inputs: Omit<OfferInput, 'id'>[] }> {
  const errors: FieldErrors = {}
  const keys = ['title', 'why']
  const rows = readRows(form, 'inputs', offerLimits.inputs, keys, offerInputRow, errors)
  return Object.keys(errors).length > 0
    ? { ok: false, errors, values: typedValues(form) }
    : { ok: true, inputs: rows.map(({ row: { title, why, kind } }) => ({ title, why, kind })) }
}

export type OfferSeats = {
  seats: Seat[]
  manifest: ReturnType<typeof readManifest>
  holdbackBps: number
  reviewDays: number
}

/** Reads who does it, on which machines, and the terms beside the price. */
export function readOfferSeats(form: FormData): Read<{ terms: OfferSeats }> {
  const errors: FieldErrors = {}
  const head = parseForm(termsForm, form)
  if (!head.ok) Object.assign(errors, head.errors)
  const seats = readSeats(form, errors)
  const manifest = readManifest(form, errors)
  if (!head.ok || Object.keys(errors).length > 0) {
    return { ok: false, errors, values: typedValues(form) }
  }
  const { holdbackPercent: holdbackBps, reviewDays } = head.value
  return { ok: true, terms: { seats, manifest, holdbackBps, reviewDays } }
}
