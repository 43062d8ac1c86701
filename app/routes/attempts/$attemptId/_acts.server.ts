import type { z } from 'zod'
import { confirmPredictionsForm } from '~/domain/contracts/forms.server'
import { type ActArgs, invalid, redirectWith } from '~/domain/identity/access.server'
import type { ByLearner } from '~/domain/learning/attempts/attempt-rows.server'
import { capstonePage } from '~/domain/learning/attempts/capstone-queries.server'
import {
  confirmExercise,
  predictExercise,
  stopExercise,
} from '~/domain/learning/attempts/exercise-run.server'
import {
  discardWork,
  removeWorkFile,
  saveCapstone,
  storeWork,
} from '~/domain/learning/attempts/save-capstone.server'
import { showVerdict } from '~/domain/learning/attempts/show-verdict.server'
import { submitCapstone } from '~/domain/learning/attempts/submit-capstone.server'
import { submitExercise } from '~/domain/learning/attempts/submit-exercise.server'
import { fileAppeal } from '~/domain/learning/reviews/appeal.server'
import {
  appealForm,
  capstoneForm,
  fileForm,
  showForm,
  submitExerciseForm,
} from '~/domain/learning/reviews/grading-forms.server'
import { PredictionsInvalid } from '~/domain/outcomes/runs/take-predictions.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction, type Tx } from '~/platform/database.server'
import { deleteFile } from '~/platform/files.server'
import { parseForm, typedValues } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { faultSentence, sentFile } from '../../_predictions.server'

type Given = ActArgs<'person'> & { readonly input: ByLearner; readonly here: string }
type Reply = ReturnType<typeof redirectWith> | ReturnType<typeof invalid>
type Act = (given: Given) => Promise<Reply>

/** An act with a form: what is wrong with it stands beside its fields. */
function filled<S extends z.ZodObject>(
  shape: S,
  work: (tx: Tx, input: ByLearner & z.output<S>) => Promise<MessageKey>,
): Act {
  return async ({ form, input, here }) => {
    const parsed = parseForm(shape, form)
    if (!parsed.ok) return invalid(parsed.errors, parsed.values)
    const given = { ...parsed.value, ...input }
    return redirectWith(here, await inTransaction((tx) => work(tx, given)))
  }
}

async function handInExercise({ form, input, here }: Given): Promise<Reply> {
  const parsed = parseForm(submitExerciseForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  try {
    await inTransaction((tx) => submitExercise(tx, { ...parsed.value, ...input }))
    return redirectWith(here, 'grading.toast_submitted')
  } catch (error) {
    if (!(error instanceof Refused) || error.facts.problem !== 'trial') throw error
    return invalid({ knowsDoubt: 'milestone.doubt_needed' })
  }
}

async function sendPredictions({ form, input, here, t }: Given): Promise<Reply> {
  const source = sentFile(form.get('predictions'))
  if (!source) return invalid({ predictions: 'prediction.file_missing' })
  try {
    const { taken } = await inTransaction((tx) => predictExercise(tx, { ...input, source }))
    return redirectWith(here, taken ? 'prediction.toast_taken' : 'prediction.toast_ready')
  } catch (error) {
    if (!(error instanceof PredictionsInvalid)) throw error
    return invalid({ predictions: faultSentence(t, error) })
  }
}

async function confirm({ form, input, here }: Given): Promise<Reply> {
  const parsed = parseForm(confirmPredictionsForm, form)
  // Its only field is hidden: nobody could mend it.
  if (!parsed.ok) throw new Refused('form_invalid')
  await inTransaction((tx) => confirmExercise(tx, { ...input, ...parsed.value }))
  return redirectWith(here, 'prediction.toast_confirmed')
}

const exerciseActs = new Map<unknown, Act>([
  ['submit', handInExercise],
  ['predictions', sendPredictions],
  ['confirm_predictions', confirm],
  [
    'stop',
    async ({ input, here }) => {
      await inTransaction((tx) => stopExercise(tx, input))
      return redirectWith(here, 'milestone.toast_cancelled')
    },
  ],
  [
    'show',
    filled(showForm, async (tx, { show, ...input }) => {
      await showVerdict(tx, { ...input, toEverybody: show === 'yes' })
      return show === 'yes' ? 'grading.toast_shown' : 'grading.toast_hidden'
    }),
  ],
])

/** Saves the draft, with whatever files were added; with `submit` it is handed in at once. */
async function keepWork(given: Given): Promise<Reply> {
  const { form, input, here, db, viewer } = given
  const parsed = parseForm(capstoneForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const { work, may } = await capstonePage(db, viewer, input.attemptId, input.at)
  const final = form.get('intent') === 'submit'
  if (!may.edit && final) return redirectWith(here, 'grading.toast_handed_in')
  const stored = await storeWork(form.getAll('files'), work.files)
  if (!stored.ok) {
    return invalid({ files: `grading.files_${stored.problem}` }, typedValues(form))
  }
  const { files } = stored
  try {
    await inTransaction(async (tx) => {
      await saveCapstone(tx, { ...input, ...parsed.value, files })
      if (final) await submitCapstone(tx, input)
    })
  } catch (error) {
    // Of anything else nobody can say that nothing was written down.
    if (error instanceof Refused) await discardWork(files)
    throw error
  }
  return redirectWith(here, final ? 'grading.toast_handed_in' : 'grading.toast_saved')
}

async function takeOut({ form, input, here }: Given): Promise<Reply> {
  const parsed = parseForm(fileForm, form)
  if (!parsed.ok) throw new Refused('form_invalid')
  const { fileKey } = await inTransaction((tx) => removeWorkFile(tx, { ...input, ...parsed.value }))
  if (fileKey) await deleteFile(fileKey)
  return redirectWith(here, 'grading.toast_file_removed')
}

const capstoneActs = new Map<unknown, Act>([
  ['save', keepWork],
  ['submit', keepWork],
  ['remove_file', takeOut],
  [
    'appeal',
    filled(appealForm, async (tx, input) => {
      await fileAppeal(tx, input)
      return 'grading.toast_appealed'
    }),
  ],
])

/** What can be done on the page of an attempt. @throws Refused form_invalid for an intent it does not have */
export async function actOnAttempt(
  args: ActArgs<'person'>,
  kind: 'exercise' | 'capstone',
): Promise<Reply> {
  const attemptId = args.params.attemptId ?? ''
  const found = (kind === 'exercise' ? exerciseActs : capstoneActs).get(args.form.get('intent'))
  if (!found) throw new Refused('form_invalid')
  const input = { attemptId, by: args.viewer.personId, at: args.at }
  return found({ ...args, input, here: `/attempts/${attemptId}` })
}
