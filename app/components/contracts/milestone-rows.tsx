import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import type { Currency } from '~/kernel/money'
import { CheckboxGroup, MoneyField, TextArea, TextField } from '../forms/fields'
import { RepeatRows } from '../forms/form'
import { CriterionSentence } from '../outcomes/criterion-sentence'
import { useLanguage } from '../page/language'

/** The milestones of a proposal or of an offer's tier, each with the criteria that decide it. */
export function MilestoneRows(props: {
  count: number
  max: number
  currency: Currency
  criteria: readonly Criterion[]
  /** The criteria of each milestone that is there already; a first one begins with all. */
  chosen: readonly (readonly string[])[]
}) {
  const { t } = useLanguage()
  const { criteria, chosen, currency } = props
  return (
    <RepeatRows
      legend={t('proposal.milestones')}
      help={t('proposal.milestones_help')}
      count={props.count}
      min={1}
      max={props.max}
      addLabel={t('proposal.milestone_add')}
      rowLabel={(index) => t('proposal.milestone_number', { number: index + 1 })}
    >
      {(index, { spare }) => (
        <>
          <TextField
            name={`milestones.${index}.title`}
            label={t('proposal.milestone_title')}
            required={!spare}
            maxLength={120}
          />
          <TextArea
            name={`milestones.${index}.description`}
            label={t('proposal.milestone_description')}
            rows={3}
            maxLength={2000}
          />
          <MoneyField
            name={`milestones.${index}.amount`}
            label={t('proposal.milestone_amount')}
            currency={currency}
            required={!spare}
            sum="milestones"
          />
          <TextField
            name={`milestones.${index}.weeks`}
            label={t('proposal.milestone_weeks')}
            inputMode="numeric"
            width="short"
            required={!spare}
          />
          <CheckboxGroup
            name={`milestones.${index}.criterionIds[]`}
            label={t('proposal.milestone_criteria')}
            defaultValues={
              chosen[index] ? [...chosen[index]] : index === 0 ? criteria.map(({ id }) => id) : []
            }
            options={criteria.map((criterion) => ({
              value: criterion.id,
              label: <CriterionSentence criterion={criterion} />,
            }))}
          />
        </>
      )}
    </RepeatRows>
  )
}
