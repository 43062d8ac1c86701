import { HiddenField, SelectField, TextArea, TextField } from '~/components/forms/fields'
import { Form, FormActions, type FormState } from '~/components/forms/form'
import { ActionForm, ConfirmStep, SubmitButton } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { useLanguage } from '~/components/page/language'
import { Row, Section } from '~/components/page/section'
import { isolated, Name, Quiet, TextLink } from '~/components/page/text'
import { type Role, roles } from '~/domain/skills/roles'
import type { InvitationState } from '~/domain/teams/team'

export type InvitationRow = {
  invitationId: string
  to: { email: string } | { name: string }
  role: Role
  offeredShareBps: number | null
  offeredHours: number | null
  state: InvitationState
  expiresAt: Date
}

/** Asks an address, or somebody from their public page, whose address the team does not see. */
export function InviteForm(props: {
  state: FormState | null | undefined
  invited: { personId: string; name: string } | null
  here: string
}) {
  const { t } = useLanguage()
  const { invited, state } = props
  return (
    <Section
      id="invite"
      title={
        invited
          ? t('team.invite_person_title', { name: isolated(invited.name) })
          : t('team.invite_title')
      }
      lead={t(invited ? 'team.invite_person_lead' : 'team.invite_lead')}
      actions={
        invited ? (
          <TextLink href={`${props.here}#invite`}>{t('team.invite_other')}</TextLink>
        ) : undefined
      }
    >
      <Form intent="invite" state={state}>
        {invited ? (
          <HiddenField name="personId" value={invited.personId} />
        ) : (
          <TextField
            name="email"
            type="email"
            label={t('team.invite_email')}
            required
            maxLength={254}
            autoComplete="off"
          />
        )}
        <SelectField
          name="role"
          label={t('team.invite_role')}
          required
          placeholder={t('common.choose')}
          options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
          width="medium"
        />
        <TextArea name="message" label={t('team.invite_message')} rows={3} maxLength={1000} />
        <FormActions>
          <SubmitButton note={t('team.invite_note')}>{t('team.invite_submit')}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}

/** Who was invited and what became of it. */
export function Invitations({ invitations }: { invitations: readonly InvitationRow[] }) {
  const { t, shortDateTime, shareBps } = useLanguage()
  return (
    <Section title={t('team.invitations_title')}>
      <DataTable
        caption={t('team.invitations_title')}
        hideCaption
        rows={invitations}
        rowKey={({ invitationId }) => invitationId}
        empty={<Quiet>{t('team.invitations_none')}</Quiet>}
        columns={[
          {
            key: 'to',
            label: t('team.invited_who'),
            primary: true,
            cell: ({ to }) =>
              'name' in to ? (
                <Name>{to.name}</Name>
              ) : (
                <bdi
                  dir="ltr"
                  className={`wrap-anywhere ${to.email.length > 32 ? '' : 'sm:whitespace-nowrap'}`}
                >
                  {to.email}
                </bdi>
              ),
          },
          {
            key: 'role',
            label: t('common.role'),
            cell: ({ role, offeredShareBps: share, offeredHours: hours }) => (
              <span className="grid">
                {t(`role.${role}`)}
                {share === null || hours === null ? null : (
                  <span className="text-xs text-quiet">
                    {t('matching.offered_share', { share: shareBps(share) })} ·{' '}
                    {t('matching.offered_hours', { hours })}
                  </span>
                )}
              </span>
            ),
          },
          {
            key: 'state',
            label: t('team.invitation_state'),
            cell: ({ state, expiresAt }) =>
              state === 'open'
                ? t('team.invitation_open', { until: shortDateTime(expiresAt) })
                : t(`team.invitation_${state}`),
          },
          {
            key: 'act',
            label: <span className="sr-only">{t('team.withdraw')}</span>,
            cell: ({ state, invitationId }) =>
              state === 'open' ? (
                <Row gap={2}>
                  <ActionForm
                    intent="resend"
                    tone="quiet"
                    label={t('team.resend')}
                    fields={{ invitationId }}
                  />
                  <ConfirmStep
                    tone="quiet"
                    label={t('team.withdraw')}
                    sentence={t('team.withdraw_sentence')}
                  >
                    <ActionForm
                      intent="withdraw"
                      tone="danger"
                      label={t('team.withdraw')}
                      fields={{ invitationId }}
                    />
                  </ConfirmStep>
                </Row>
              ) : null,
          },
        ]}
      />
    </Section>
  )
}
