import { type Role, roles } from '~/domain/skills/roles'
import { HiddenField, SelectField, TextField } from '../forms/fields'
import { Fieldset, SumLine } from '../forms/form'
import { useLanguage } from '../page/language'

type Member = { personId: string; name: string; role: Role; shareBps: number }

/** Every member's role and share, of a proposal or an offer; an empty share leaves a member out. */
export function SeatRows({ members }: { members: readonly Member[] }) {
  const { t } = useLanguage()
  return (
    <Fieldset legend={t('proposal.shares')} help={t('proposal.shares_help')}>
      {members.map((member, index) => (
        <div key={member.personId} className="grid gap-3 sm:grid-cols-2">
          <HiddenField name={`seats.${index}.personId`} value={member.personId} />
          <SelectField
            name={`seats.${index}.role`}
            label={<bdi>{member.name}</bdi>}
            required
            defaultValue={member.role}
            options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
          />
          <TextField
            name={`seats.${index}.share`}
            label={t('proposal.share_percent')}
            inputMode="decimal"
            width="short"
            suffix="%"
            sum="shares"
            defaultValue={(member.shareBps / 100).toString()}
          />
        </div>
      ))}
      <SumLine group="shares" target={100} unit="%" label={t('proposal.shares_sum')} />
    </Fieldset>
  )
}

/** The part that is kept back, and the time for review. */
export function PaymentTerms({
  holdback,
  reviewDays = 14,
}: {
  holdback: string
  reviewDays?: number
}) {
  const { t } = useLanguage()
  return (
    <Fieldset legend={t('proposal.terms')}>
      <SelectField
        name="holdbackPercent"
        label={t('proposal.holdback')}
        help={t('proposal.holdback_help')}
        required
        defaultValue={holdback}
        options={['0', '10', '15', '20', '25'].map((value) => ({
          value,
          label: value === '0' ? t('common.none') : `${value} %`,
        }))}
      />
      <TextField
        name="reviewDays"
        label={t('proposal.review_days')}
        help={t('proposal.review_days_help')}
        required
        inputMode="numeric"
        width="short"
        defaultValue={String(reviewDays)}
      />
    </Fieldset>
  )
}
