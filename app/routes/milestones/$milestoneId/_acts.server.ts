import type { z } from 'zod'
import {
  answerClaimForm,
  changesForm,
  claimForm,
  confirmPredictionsForm,
  discoveryChangesForm,
  exchangeForm,
  objectionForm,
  openClaimForm,
  submitForm,
} from '~/domain/contracts/forms.server'
import { answerClaim } from '~/domain/contracts/holdback/answer-claim.server'
import { withdrawClaim } from '~/domain/contracts/holdback/end-claim.server'
import { openClaimByClient } from '~/domain/contracts/holdback/open-claim.server'
import { objectToFigures } from '~/domain/contracts/measuring/object-to-figures.server'
import { stopMeasurement } from '~/domain/contracts/measuring/stop-measurement.server'
import {
  confirmUploaded,
  uploadPredictions,
} from '~/domain/contracts/measuring/upload-predictions.server'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { discardDelivery, storeDelivery } from '~/domain/contracts/milestones/delivery-files.server'
import { fundMilestone } from '~/domain/contracts/milestones/fund-milestone.server'
import { requestChanges } from '~/domain/contracts/milestones/request-changes.server'
import { submitMilestone } from '~/domain/contracts/milestones/submit-milestone.server'
import { takeBack } from '~/domain/contracts/milestones/take-back.server'
import { confirmExchangeStage } from '~/domain/contracts/seats/confirm-exchange-stage.server'
import { type ActArgs, invalid, redirectWith } from '~/domain/identity/access.server'
import { PredictionsInvalid } from '~/domain/outcomes/runs/take-predictions.server'
import { openCheckout } from '~/domain/payments/open-checkout.server'
import { brokenRuleSentence } from '~/domain/stewardship/rules'
import { Refused } from '~/kernel/refusal'
import { inTransaction, type Tx } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { parseForm } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { faultSentence, sentFile } from '../../_predictions.server'

/** Whose act it is on which milestone, as the commands take it. */
type Input = { readonly milestoneId: string; readonly by: string; readonly at: Date }
type Given = ActArgs<'person'> & { readonly input: Input; readonly here: string }
type Reply = ReturnType<typeof redirectWith> | ReturnType<typeof invalid>
type Act = (given: Given) => Promise<Reply>

/** An act that needs nothing but the button; the work says what the page then reports. */
function pressed(work: (tx: Tx, input: Input) => Promise<MessageKey>): Act {
  return async ({ input, here }) => redirectWith(here, await inTransaction((tx) => work(tx, input)))
}

/** An act with a form: what is wrong with it stands beside its fields. */
function filled<S extends z.ZodObject>(
  shape: S,
  work: (tx: Tx, input: Input & z.output<S>) => Promise<MessageKey>,
): Act {
  return async ({ form, input, here }) => {
    const parsed = parseForm(shape, form)
    if (!parsed.ok) return invalid(parsed.errors, parsed.values)
    const given = { ...parsed.value, ...input }
    return redirectWith(here, await inTransaction((tx) => work(tx, given)))
  }
}

/** Starts or continues a payment and sends the client to the provider's page. */
async function fund({ input, here, db, viewer }: Given): Promise<Reply> {
  const { paymentId, title } = await inTransaction((tx) => fundMilestone(tx, input))
  const back = `${env().APP_ORIGIN}${here}`
  try {
    const { url } = await openCheckout(db, {
      paymentId,
      description: title,
      successUrl: `${back}?payment=done`,
      cancelUrl: `${back}?payment=stopped`,
      customerEmail: viewer.email,
    })
    return redirectWith(url)
  } catch (error) {
    // It was settled in the meantime: the page says how.
    if (error instanceof Refused && error.code === 'already_done') return redirectWith(back)
    throw error
  }
}

async function submit({ form, input, here, t }: Given): Promise<Reply> {
  const parsed = parseForm(submitForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const stored = await storeDelivery(form.getAll('files'))
  if (!stored.ok) return invalid({ files: `milestone.files_${stored.problem}` })
  const { files } = stored
  try {
    const { measured, already } = await inTransaction((tx) =>
      submitMilestone(tx, { ...parsed.value, files, ...input }),
    )
    if (already) await discardDelivery(files)
    return redirectWith(here, measured ? 'milestone.toast_submitted' : 'milestone.toast_delivered')
  } catch (error) {
    // Of anything else nobody can say that nothing was written down.
    if (!(error instanceof Refused)) throw error
    await discardDelivery(files)
    if (error.facts.problem === 'note') return invalid({ note: 'error.required' })
    if (error.facts.problem === 'trial') return invalid({ knowsDoubt: 'milestone.doubt_needed' })
    const sentence = brokenRuleSentence(error.facts)
    if (sentence) return invalid({ form: t(sentence.key, sentence.values) })
    throw error
  }
}

async function sendPredictions({ form, input, here, t }: Given): Promise<Reply> {
  const source = sentFile(form.get('predictions'))
  if (!source) return invalid({ predictions: 'prediction.file_missing' })
  try {
    const { taken } = await inTransaction((tx) => uploadPredictions(tx, { ...input, source }))
    return redirectWith(here, taken ? 'prediction.toast_taken' : 'prediction.toast_ready')
  } catch (error) {
    if (!(error instanceof PredictionsInvalid)) throw error
    return invalid({ predictions: faultSentence(t, error) })
  }
}

async function confirmPredictions({ form, input, here }: Given): Promise<Reply> {
  const parsed = parseForm(confirmPredictionsForm, form)
  // Its only field is hidden: nobody could mend it.
  if (!parsed.ok) throw new Refused('form_invalid')
  await inTransaction((tx) => confirmUploaded(tx, { ...input, ...parsed.value }))
  return redirectWith(here, 'prediction.toast_confirmed')
}

/** What can be done on a milestone's page, by the `intent` of its form. */
const acts = new Map<unknown, Act>([
  ['fund', fund],
  ['submit', submit],
  ['predictions', sendPredictions],
  ['confirm_predictions', confirmPredictions],
  [
    'stop',
    pressed(async (tx, input) => {
      await stopMeasurement(tx, input)
      return 'milestone.toast_cancelled'
    }),
  ],
  [
    'accept',
    pressed(async (tx, input) => {
      const { already } = await acceptMilestone(tx, input)
      return already ? 'milestone.toast_accepted_before' : 'milestone.toast_accepted'
    }),
  ],
  [
    'request_changes',
    filled(changesForm, async (tx, input) => {
      await requestChanges(tx, input)
      return 'milestone.toast_changes'
    }),
  ],
  [
    'change_discovery',
    filled(discoveryChangesForm, async (tx, input) => {
      await requestChanges(tx, { ...input, criterionId: null })
      return 'milestone.toast_changes'
    }),
  ],
  [
    'object',
    filled(objectionForm, async (tx, input) => {
      await objectToFigures(tx, input)
      return 'judging.toast_objected'
    }),
  ],
  [
    'take_back',
    pressed(async (tx, input) => {
      await takeBack(tx, input)
      return 'milestone.toast_taken_back'
    }),
  ],
  [
    'confirm_exchange',
    filled(exchangeForm, async (tx, input) => {
      const { already } = await confirmExchangeStage(tx, input)
      return already ? 'exchange.toast_before' : 'exchange.toast_confirmed'
    }),
  ],
  [
    'answer_claim',
    filled(answerClaimForm, async (tx, input) => {
      const { already } = await answerClaim(tx, input)
      return already ? 'watch.toast_answered_before' : 'watch.toast_answered'
    }),
  ],
  [
    'withdraw_claim',
    filled(claimForm, async (tx, input) => {
      await withdrawClaim(tx, input)
      return 'watch.toast_withdrawn'
    }),
  ],
  [
    'open_claim',
    filled(openClaimForm, async (tx, input) => {
      await openClaimByClient(tx, input)
      return 'watch.toast_opened'
    }),
  ],
])

/** @throws Refused form_invalid for an intent that the page does not have. */
export async function actOnMilestone(args: ActArgs<'person'>): Promise<Reply> {
  const milestoneId = args.params.milestoneId ?? ''
  const found = acts.get(args.form.get('intent'))
  if (!found) throw new Refused('form_invalid')
  const input = { milestoneId, by: args.viewer.personId, at: args.at }
  return found({ ...args, input, here: `/milestones/${milestoneId}` })
}
