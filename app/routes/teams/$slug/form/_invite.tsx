import { useActionData } from '@remix-run/react'
import { CheckboxGroup, SelectField, TextArea, TextField } from '~/components/forms/fields'
import { Fieldset, Form, FormActions, type FormState } from '~/components/forms/form'
import { ConfirmStep, SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Name } from '~/components/page/text'
import { roles } from '~/domain/skills/roles'
import type { TeamMember } from '~/domain/teams/matching/formed-team'
import type { Shown } from './_options'

/** Whom of a shown team the lead invites, and with what. Without a tick nobody is. */
export function InviteForm({
  seats,
  at,
  names,
  members,
}: Shown & { seats: readonly TeamMember[]; at: number }) {
  const state = useActionData<FormState>()
  const { t } = useLanguage()
  const open = seats.filter(({ personId }) => !members.includes(personId))
  if (open.length === 0) return null
  const intent = `invite-${at}`
  return (
    <ConfirmStep
      tone="primary"
      label={t('matching.invite_title', { number: at + 1 })}
      sentence={t('matching.invite_note')}
      open={state?.intent === intent}
    >
      <Form intent={intent} state={state}>
        <CheckboxGroup
          name="invite[]"
          label={t('matching.invite_whom')}
          help={t('matching.invite_whom_help')}
          required
          options={open.map(({ personId }) => ({
            value: personId,
            label: <Name>{names.get(personId)?.name ?? ''}</Name>,
          }))}
        />
        {open.map((member) => (
          <Seat
            key={member.personId}
            member={member}
            name={names.get(member.personId)?.name ?? ''}
          />
        ))}
        <FormActions>
          <SubmitButton>{t('matching.invite_submit')}</SubmitButton>
        </FormActions>
      </Form>
    </ConfirmStep>
  )
}

function Seat({ member, name }: { member: TeamMember; name: string }) {
  const { t } = useLanguage()
  const { personId, fit, hours } = member
  return (
    <Fieldset legend={<Name>{name}</Name>}>
      <SelectField
        name={`role.${personId}`}
        label={t('common.role')}
        required
        defaultValue={fit[0]?.role}
        options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name={`share.${personId}`}
          label={t('matching.invite_share')}
          inputMode="decimal"
          suffix="%"
        />
        <TextField
          name={`hours.${personId}`}
          label={t('matching.hours')}
          inputMode="numeric"
          defaultValue={hours}
        />
      </div>
      <TextArea
        name={`reason.${personId}`}
        label={t('matching.invite_reason')}
        help={t('matching.invite_reason_help')}
        rows={3}
        maxLength={1000}
      />
    </Fieldset>
  )
}
