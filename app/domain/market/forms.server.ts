import { z } from 'zod'
import { labelKinds } from '~/domain/outcomes/datasets/label-kind'
import { roles } from '~/domain/skills/roles'
import { componentKinds, lawfulBases, lawOverlays } from '~/domain/stewardship/facts'
import { offeredClasses } from '~/domain/stewardship/workload-class'
import { readShare } from '~/domain/teams/forms.server'
import { countryCodes } from '~/kernel/countries'
import { type Currency, currencies, parseAmount } from '~/kernel/money'
import { amountMessages, optionalText, text, wholeNumber } from '~/platform/forms.server'
import { sectors } from './briefs/brief'
import { plannedStages } from './exchange/exchange'
import { declineReasons } from './proposals/proposal'

const codes: readonly string[] = countryCodes
const country = z.string('error.required').refine((code) => codes.includes(code), 'error.required')
const currency = z.enum(currencies as [Currency, ...Currency[]], 'error.choice')

/** "PK, SA" → ['PK', 'SA']. */
const countryList = z
  .string()
  .default('')
  .transform((typed) =>
    typed
      .toUpperCase()
      .split(/[\s,;،]+/)
      .filter(Boolean),
  )
  .refine((typed) => typed.every((code) => codes.includes(code)), 'market.country_code')

const orNull = <T extends string>(values: readonly [T, ...T[]]) =>
  z.union([z.literal('').transform(() => null), z.enum(values)]).default(null)

/** Where the work is done and what is in the data: what only the client can say. */
const declaration = {
  country,
  workloadClass: z.enum(offeredClasses, 'refusal.class_not_offered'),
  regions: countryList,
  personalData: z.enum(['none', 'some', 'unknown']).default('unknown'),
  personalFields: optionalText(500),
  lawfulBasis: orNull(lawfulBases),
  lawOverlay: orNull(lawOverlays),
  retentionDays: wholeNumber(1, 3_650),
  predictionFiles: z.enum(['yes']).optional(),
}

/** A draft that orders an offer: the offer says the rest. */
export const orderDraftForm = z.object(declaration).transform(declared)

function declared(typed: z.output<z.ZodObject<typeof declaration>>) {
  const { country: place, workloadClass, personalData, personalFields, predictionFiles } = typed
  const { regions, lawfulBasis, lawOverlay, retentionDays } = typed
  const fields = personalFields.split(/[,،\n]/).map((field) => field.trim())
  return {
    country: place,
    workloadClass,
    data: {
      ...{ regions, lawfulBasis, lawOverlay, retentionDays },
      declared: personalData !== 'unknown',
      personalFields: personalData === 'some' ? fields.filter(Boolean) : [],
      ...(predictionFiles ? { predictionFiles: true } : {}),
    },
  }
}

export const briefForm = z
  .object({
    title: text(120),
    statement: text(8_000),
    sector: z.enum(sectors, 'error.required'),
    currency,
    budget: text(30),
    weeks: wholeNumber(1, 104),
    ...declaration,
  })
  .transform((typed, context) => {
    const { title, statement, sector, budget, weeks } = typed
    const parsed = parseAmount(budget, typed.currency)
    if (!parsed.ok) {
      context.addIssue({
        code: 'custom',
        path: ['budget'],
        message: amountMessages[parsed.problem],
      })
      return z.NEVER
    }
    const wanted = { title, statement, sector, currency: typed.currency, weeks }
    return { ...wanted, budgetMinor: parsed.amountMinor, ...declared(typed) }
  })

export const datasetForm = z.object({
  labelColumn: text(100),
  labelKind: z.enum(labelKinds, 'error.choice').default('class'),
  groupColumn: optionalText(100),
  canaryColumn: optionalText(100),
  publishSample: z.enum(['yes']).optional(),
  datasetClass: z.enum(offeredClasses, 'refusal.class_not_offered'),
})

const most = { milestones: 6, seats: 12, components: 10 } as const
export const proposalLimits = most

export const shareBps = z
  .string('error.required')
  .min(1, 'error.required')
  .transform((typed, context) => {
    const bps = readShare(typed)
    if (bps === null) context.addIssue({ code: 'custom', message: 'market.share' })
    return bps ?? z.NEVER
  })

/** Rows typed as `milestones.0.title`, gathered; rows with nothing in them are left out. */
export function formRows(form: FormData, group: string, limit: number): Record<string, unknown>[] {
  const rows: Record<string, unknown>[] = []
  for (let index = 0; index < limit; index++) {
    const prefix = `${group}.${index}.`
    const names = [...new Set(form.keys())].filter((name) => name.startsWith(prefix))
    const row = Object.fromEntries(
      names.map((name) => {
        const field = name.slice(prefix.length)
        return field.endsWith('[]')
          ? [field.slice(0, -2), form.getAll(name)]
          : [field, form.get(name)]
      }),
    )
    row.index = index
    rows.push(row)
  }
  return rows
}

export const milestoneRow = z.object({
  title: text(120),
  description: optionalText(2_000),
  amount: text(30),
  weeks: wholeNumber(1, 104),
  criterionIds: z.array(z.string()).min(1, 'market.choose_one'),
})

/** A paid discovery before the outcome; how small it must be is looked at beside the price. */
export const discoveryForm = z.object({
  title: text(120),
  description: text(2_000),
  amount: text(30),
  weeks: wholeNumber(1, 104),
})

export const seatRow = z.object({
  personId: text(60),
  role: z.enum(roles, 'error.required'),
  share: shareBps,
})

const stage = z.enum(plannedStages, 'error.choice').default('none')

/** The part of a seat's row that makes it one in exchange: a stage for each milestone there may be. */
export const exchangeRow = z
  .object({
    ...{ personId: text(60), host: text(60) },
    ...{ stage0: stage, stage1: stage, stage2: stage, stage3: stage, stage4: stage, stage5: stage },
  })
  .transform(({ personId, host, ...stages }) => ({
    personId,
    exchange: { hostId: host, milestones: Object.values(stages) },
  }))

export const componentRow = z.object({
  kind: z.enum(componentKinds, 'error.required'),
  provider: text(120),
  purpose: text(200),
  region: country,
  host: z
    .string()
    .trim()
    .toLowerCase()
    .max(253)
    .regex(/^$|^[a-z0-9.-]+(:\d+)?$/, 'market.host')
    .default(''),
})

const paymentTerms = {
  holdbackPercent: z
    .string()
    .regex(/^(0|1[0-9]|2[0-5])$/, 'error.choice')
    .transform((typed) => Number(typed) * 100),
  reviewDays: wholeNumber(7, 21),
}

export const proposalForm = z.object({
  teamId: text(60),
  approach: text(8_000),
  price: text(30),
  ...paymentTerms,
})

/** The client's own numbers; its milestones are read beside it. */
export const counterForm = z.object({
  version: wholeNumber(1, 10_000),
  note: text(2_000),
  ...paymentTerms,
})

/** A version of what the sender read: of a counter-offer, or of a brief. */
export const versionForm = z.object({ version: wholeNumber(1, 10_000) })

export const acceptForm = z.object({
  version: wholeNumber(1, 10_000),
  toOthers: optionalText(600),
})

/** Why a proposal is declined: one of the list, and words where the list does not say it. */
export const declineForm = z
  .object({ kind: z.enum(declineReasons, 'error.choice'), reason: optionalText(600) })
  .refine(({ kind, reason }) => kind !== 'other' || reason !== '', {
    path: ['reason'],
    message: 'error.required',
  })

/** What may change of a published brief; its criteria are read beside it. */
export const reviseBriefForm = z.object({
  version: wholeNumber(1, 10_000),
  note: text(2_000),
  title: text(120),
  statement: text(8_000),
  budget: text(30),
  weeks: wholeNumber(1, 104),
})
