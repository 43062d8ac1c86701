import { z } from 'zod'
import { roles } from '~/domain/skills/roles'
import { wholeShares } from '~/domain/teams/team'
import { optionalText, text, wholeNumber } from '~/platform/forms.server'
import { shareBps } from '../forms.server'
import { exchangeStages } from './exchange'
import { lastStages, openDays, openingLimits, stagesFit } from './opening'

const days = z
  .string('error.required')
  .transform(Number)
  .refine((typed) => openDays.some((one) => one === typed), 'error.choice')

export const openSeatForm = z
  .object({
    brief: optionalText(60),
    hostId: text(60),
    role: z.enum(roles, 'error.required'),
    shareBps: shareBps
      .refine((bps) => bps > 0, 'exchange.share_missing')
      .refine((bps) => bps < wholeShares, 'opening.share_whole'),
    hours: wholeNumber(1, openingLimits.hours),
    fromStage: z.enum(exchangeStages, 'error.choice'),
    toStage: z.enum(lastStages as ['pair', 'lead'], 'error.choice'),
    words: text(openingLimits.words),
    days,
  })
  .refine(({ fromStage, toStage }) => stagesFit(fromStage, toStage), {
    path: ['toStage'],
    message: 'opening.stage_backwards',
  })
  .transform(({ brief, ...seat }) => ({ ...seat, briefId: brief || null }))

export const askForSeatForm = z.object({ words: text(openingLimits.askingWords) })

export const answerAskingForm = z.object({
  personId: text(60),
  words: optionalText(openingLimits.askingWords),
})
