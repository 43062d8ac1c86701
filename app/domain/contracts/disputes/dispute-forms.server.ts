import { z } from 'zod'
import { type Currency, parseAmount } from '~/kernel/money'
import { amountMessages, optionalText, text } from '~/platform/forms.server'
import { mediatorDecisions } from './mediator-decision'

const mostWords = 4_000

const amount = (currency: Currency) =>
  text(30).transform((typed, context) => {
    const parsed = parseAmount(typed, currency, { zero: true })
    if (!parsed.ok) context.addIssue({ code: 'custom', message: amountMessages[parsed.problem] })
    return parsed.ok ? parsed.amountMinor : z.NEVER
  })

/** What somebody asks, answers or offers to be released, in the milestone's currency, with words. */
export const positionForm = (currency: Currency) =>
  z.object({ amount: amount(currency), words: text(mostWords) })

export const offerForm = (currency: Currency) =>
  z.object({ amount: amount(currency), words: optionalText(mostWords) })

export const answerOfferForm = z.object({ offerId: text(60) })

/** An amount is asked for where it is a split. */
export const mediatorForm = (currency: Currency) =>
  z
    .object({
      decision: z.enum(mediatorDecisions, 'error.choice'),
      amount: z.string().max(30).default(''),
      reason: text(mostWords),
    })
    .transform(({ amount: typed, ...rest }, context) => {
      if (rest.decision !== 'split') return { ...rest, releaseMinor: null }
      const read = amount(currency).safeParse(typed)
      if (read.success) return { ...rest, releaseMinor: read.data }
      context.addIssue({ code: 'custom', path: ['amount'], message: 'dispute.amount_needed' })
      return z.NEVER
    })
