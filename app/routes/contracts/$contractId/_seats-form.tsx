import { HiddenField, SelectField, TextArea, TextField } from '~/components/forms/fields'
import { Fieldset, Form, FormActions, SumLine } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Section } from '~/components/page/section'
import { isolated, Quiet } from '~/components/page/text'
import { roles } from '~/domain/skills/roles'
import type { Data, State } from './seats'

type Offered = Extract<NonNullable<Data['form']>, { none: null }>

/** Where other seats are proposed; or why that is not possible now. */
export function SeatsForm({ data, state }: { data: Data; state: State }) {
  const { t } = useLanguage()
  const { form, milestones } = data
  if (!form) return null
  if (form.none) return <Quiet>{t(`seats.form_${form.none}`)}</Quiet>
  const failed = state && 'errors' in state ? state : undefined
  const titleOf = (position: number) =>
    milestones.find((row) => row.position === position)?.title ?? ''
  return (
    <Section
      id="propose"
      title={t('seats.form_title')}
      lead={t(form.leads ? 'seats.form_lead_leads' : 'seats.form_lead_member')}
    >
      <Form intent="propose" state={failed}>
        <SelectField
          name="from"
          label={t('seats.form_from')}
          help={t('seats.form_from_help')}
          required
          defaultValue={String(form.starts[0] ?? '')}
          options={form.starts.map((position) => ({
            value: String(position),
            label: t('seats.form_milestone', { position, title: titleOf(position) }),
          }))}
        />
        <People people={form.people} />
        <TextArea
          name="reason"
          label={t('seats.form_reason')}
          help={t('seats.form_reason_help')}
          rows={3}
          maxLength={2000}
          required
        />
        <FormActions>
          <SubmitButton note={t('seats.form_note', { days: form.days })}>
            {t('seats.form_submit')}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}

/** Everybody with a seat, then the other members of the team. */
function People({ people }: Pick<Offered, 'people'>) {
  const { t } = useLanguage()
  return (
    <Fieldset legend={t('seats.title')} help={t('seats.form_share_help')}>
      {people.map((one, index) => (
        <div key={one.personId} className="grid gap-3 sm:grid-cols-[1fr_8rem]">
          <HiddenField name={`seats.${index}.personId`} value={one.personId} />
          <SelectField
            name={`seats.${index}.role`}
            label={t('seats.form_role_of', { name: isolated(one.name) })}
            help={one.outside ? t('seats.form_outside') : undefined}
            required
            defaultValue={one.role}
            options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
          />
          <TextField
            name={`seats.${index}.share`}
            label={t('common.share')}
            inputMode="decimal"
            suffix="%"
            sum="shares"
            defaultValue={one.shareBps === 0 ? '' : (one.shareBps / 100).toString()}
          />
          {one.hostId === null ? null : (
            <SelectField
              name={`seats.${index}.host`}
              label={t('seats.form_host', { name: isolated(one.name) })}
              help={t('seats.form_host_help')}
              placeholder={t('exchange.no_host')}
              defaultValue={one.hostId}
              options={people
                .filter(({ personId }) => personId !== one.personId)
                .map(({ personId, name }) => ({ value: personId, label: name }))}
            />
          )}
        </div>
      ))}
      <SumLine group="shares" target={100} unit="%" label={t('proposal.shares_sum')} />
    </Fieldset>
  )
}
