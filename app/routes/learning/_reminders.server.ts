import { type ActArgs, invalid, redirectWith } from '~/domain/identity/access.server'
import { chooseReminders } from '~/domain/learning/enrolments/remind-learners.server'
import { inTransaction } from '~/platform/database.server'

/** Keeps what somebody chose at the switch, and comes back to the page that it stands on. */
export async function changeReminders(
  { viewer, form }: Pick<ActArgs<'person'>, 'viewer' | 'form'>,
  here: string,
) {
  const reminders = form.get('reminders')
  if (reminders !== 'on' && reminders !== 'off') return invalid({ form: 'refusal.form_invalid' })
  await inTransaction((tx) =>
    chooseReminders(tx, { personId: viewer.personId, reminders: reminders === 'on' }),
  )
  return redirectWith(
    here,
    reminders === 'on' ? 'learning.toast_reminders_on' : 'learning.toast_reminders_off',
  )
}
