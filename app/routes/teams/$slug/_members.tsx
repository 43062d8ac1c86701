import { SelectField, TextField } from '~/components/forms/fields'
import { Form, FormActions, type FormState, SumLine } from '~/components/forms/form'
import { ActionForm, ConfirmStep, SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { PeopleRow, PersonLine } from '~/components/page/people'
import { Row, Section } from '~/components/page/section'
import { isolated, TextLink } from '~/components/page/text'
import { type Role, roles } from '~/domain/skills/roles'

export type Member = {
  personId: string
  name: string
  role: Role
  lead: boolean
  shareBps: number
  /** The share as its field starts: "33.34". */
  written: string
  self: boolean
}
/** A seat in a contract that still runs. */
export type HeldSeat = {
  contractId: string
  title: string
  personId: string
  mayHandOver: boolean
  onlyLead: boolean
}
type State = FormState | null | undefined

/** Everybody's role and share, for a member who reads. */
export function Shares({ members }: { members: readonly Member[] }) {
  const { t } = useLanguage()
  return (
    <Section title={t('team.shares_title')} lead={t('team.shares_only_lead')}>
      <PeopleRow
        people={members.map((member) => ({
          name: member.name,
          href: `/people/${member.personId}`,
          role: `${t(`role.${member.role}`)}${member.lead ? ` · ${t('team.lead_mark')}` : ''}`,
          shareBps: member.shareBps,
        }))}
      />
    </Section>
  )
}

/** All roles and shares at once, since only together can they be right. */
export function SharesForm({ members, state }: { members: readonly Member[]; state: State }) {
  const { t } = useLanguage()
  return (
    <Section title={t('team.shares_title')} lead={t('team.shares_lead')}>
      <Form intent="shares" state={state}>
        <div className="grid border-t border-hairline">
          {members.map((member) => (
            <fieldset
              key={member.personId}
              className="grid gap-x-6 gap-y-3 border-b border-hairline py-3 sm:grid-cols-[1fr_16rem_8rem] sm:items-center"
            >
              <legend className="sr-only">{member.name}</legend>
              <PersonLine
                name={member.name}
                href={`/people/${member.personId}`}
                role={member.lead ? t('team.lead_mark') : null}
              />
              <SelectField
                name={`role.${member.personId}`}
                label={t('team.role_of', { name: isolated(member.name) })}
                hideLabel
                required
                defaultValue={member.role}
                options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
              />
              <TextField
                name={`share.${member.personId}`}
                label={t('team.share_of', { name: isolated(member.name) })}
                hideLabel
                required
                inputMode="decimal"
                maxLength={8}
                defaultValue={member.written}
                sum="shares"
                suffix="%"
                width="short"
              />
            </fieldset>
          ))}
        </div>
        <SumLine group="shares" target={100} unit="%" label={t('team.shares_sum')} />
        <FormActions>
          <SubmitButton note={t('team.shares_note')}>{t('team.shares_submit')}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}

/** What somebody who goes leaves behind: their seats in running contracts, and where to hand them over. */
function LeftBehind({ member, held }: { member: Member; held: readonly HeldSeat[] }) {
  const { t } = useLanguage()
  const own = held.filter(({ personId }) => personId === member.personId)
  if (own.length === 0) return null
  const facts = { count: own.length, name: isolated(member.name) }
  return (
    <Notice tone="turn" title={t('seats.leave_title')}>
      <p>{t(member.self ? 'seats.leave_self' : 'seats.leave_other', facts)}</p>
      <ul className="grid list-disc gap-1 ps-5">
        {own.map(({ contractId, title, mayHandOver, onlyLead }) => (
          <li key={contractId}>
            <TextLink href={`/contracts/${contractId}${mayHandOver ? '/seats' : ''}`}>
              {t(mayHandOver ? 'seats.leave_link' : 'seats.leave_contract', {
                contract: isolated(title),
              })}
            </TextLink>
            {onlyLead ? <p>{t('seats.leave_only_lead', { contract: isolated(title) })}</p> : null}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** Who leads, and how somebody goes. */
export function Leads(props: {
  members: readonly Member[]
  held: readonly HeldSeat[]
  mayEdit: boolean
  state: State
}) {
  const { t } = useLanguage()
  const self = props.members.find((member) => member.self)
  const leads = props.members.filter(({ lead }) => lead).length
  const stuck = self?.lead === true && leads === 1
  const mine = ['lead', 'leave', 'withdraw'].includes(props.state?.intent ?? '')
  const problem = mine ? props.state?.errors?.form : undefined
  return (
    <Section title={t('team.lead_title')} lead={t('team.lead_lead')}>
      {typeof problem === 'string' ? <Notice tone="lost">{problem}</Notice> : null}
      {props.mayEdit ? (
        <ul className="m-0 grid list-none border-t border-hairline p-0">
          {props.members
            .filter((member) => !member.self)
            .map((member) => (
              <li
                key={member.personId}
                className="flex flex-wrap items-start justify-between gap-3 border-b border-hairline py-3"
              >
                <PersonLine
                  name={member.name}
                  role={`${t(`role.${member.role}`)}${member.lead ? ` · ${t('team.lead_mark')}` : ''}`}
                />
                <Row gap={2}>
                  <ActionForm
                    intent="lead"
                    tone="quiet"
                    label={t(member.lead ? 'team.end_lead' : 'team.make_lead', {
                      name: isolated(member.name),
                    })}
                    fields={{ personId: member.personId, lead: member.lead ? 'no' : 'yes' }}
                  />
                  <ConfirmStep
                    label={t('common.remove')}
                    sentence={t('team.remove_sentence', { name: isolated(member.name) })}
                  >
                    <LeftBehind member={member} held={props.held} />
                    <ActionForm
                      intent="leave"
                      tone="danger"
                      label={t('team.remove_member', { name: isolated(member.name) })}
                      fields={{ personId: member.personId }}
                    />
                  </ConfirmStep>
                </Row>
              </li>
            ))}
        </ul>
      ) : null}
      {stuck ? (
        <p className="text-sm text-quiet">{t('team.leave_last_lead')}</p>
      ) : (
        <ConfirmStep label={t('team.leave')} sentence={t('team.leave_sentence')}>
          {self ? <LeftBehind member={self} held={props.held} /> : null}
          <ActionForm intent="leave" tone="danger" label={t('team.leave')} />
        </ConfirmStep>
      )}
    </Section>
  )
}
