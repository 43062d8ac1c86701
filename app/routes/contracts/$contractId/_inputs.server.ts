import { askAgainForm, handInForm, inputForm } from '~/domain/contracts/forms.server'
import { askInputAgain, confirmInput } from '~/domain/contracts/inputs/answer-input.server'
import { handInInput } from '~/domain/contracts/inputs/hand-in-input.server'
import { discardDelivery, storeDelivery } from '~/domain/contracts/milestones/delivery-files.server'
import { type ActArgs, invalid, redirectWith } from '~/domain/identity/access.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm, typedValues } from '~/platform/forms.server'

/** What can be done with the inputs on a contract's page, by the `intent` of its form. */
export async function actOnInputs({ viewer, form, params, at }: ActArgs<'person'>) {
  const contractId = params.contractId ?? ''
  const input = { contractId, by: viewer.personId, at }
  const here = `/contracts/${contractId}#inputs`
  switch (form.get('intent')) {
    case 'hand_in':
      return handIn(form, input, here)
    case 'confirm_input': {
      const parsed = parseForm(inputForm, form)
      // Its only field is hidden: nobody could mend it.
      if (!parsed.ok) throw new Refused('form_invalid')
      const cause = { person: viewer.personId }
      const { complete } = await inTransaction((tx) =>
        confirmInput(tx, { contractId, ...parsed.value, cause, at }),
      )
      return redirectWith(here, complete ? 'input.toast_complete' : 'input.toast_confirmed')
    }
    case 'ask_again': {
      const parsed = parseForm(askAgainForm, form)
      if (!parsed.ok) return invalid(parsed.errors, parsed.values, 'ask_again')
      await inTransaction((tx) => askInputAgain(tx, { ...input, ...parsed.value }))
      return redirectWith(here, 'input.toast_asked_again')
    }
    default:
      throw new Refused('form_invalid')
  }
}

async function handIn(
  form: FormData,
  input: { contractId: string; by: string; at: Date },
  here: string,
) {
  const parsed = parseForm(handInForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values, 'hand_in')
  const stored = await storeDelivery(form.getAll('files'))
  if (!stored.ok) {
    return invalid({ files: `milestone.files_${stored.problem}` }, typedValues(form), 'hand_in')
  }
  const { files } = stored
  if (parsed.value.note === '' && parsed.value.link === '' && files.length === 0) {
    return invalid({ note: 'input.nothing' }, typedValues(form), 'hand_in')
  }
  try {
    await inTransaction((tx) => handInInput(tx, { ...input, ...parsed.value, files }))
  } catch (error) {
    // Of anything else nobody can say that nothing was written down.
    if (error instanceof Refused) await discardDelivery(files)
    throw error
  }
  return redirectWith(here, 'input.toast_handed_in')
}
