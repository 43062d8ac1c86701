import { DateField, RadioCards, SelectField, TextArea, TextField } from '../forms/fields'
import { Fieldset, RepeatRows } from '../forms/form'
import { useLanguage } from '../page/language'
import {
  type CriterionFieldsData,
  NumberInput,
  PersonInput,
  SampleAndAttempts,
} from './criterion-inputs'

const mostItems = 5

/** Work that two raters mark by hand. */
export function RubricFields({ people, items, facts, kind }: CriterionFieldsData) {
  const { t, number } = useLanguage()
  return (
    <>
      <RepeatRows
        legend={t('criteria.rubric')}
        help={t('criteria.rubric_help')}
        count={items}
        min={1}
        max={mostItems}
        addLabel={t('criteria.item_add')}
        rowLabel={(at) => t('criteria.item_row', { n: number(at + 1) })}
      >
        {(at, { spare }) => (
          <>
            <TextField
              name={`items.${at}.name`}
              label={t('criteria.item_name')}
              help={t('criteria.item_name_help')}
              required={!spare}
              maxLength={100}
            />
            <TextArea
              name={`items.${at}.means`}
              label={t('criteria.item_means')}
              help={t('criteria.item_means_help')}
              required={!spare}
              rows={2}
              maxLength={600}
            />
          </>
        )}
      </RepeatRows>
      <SelectField
        name="scale"
        label={t('criteria.scale')}
        required
        width="short"
        options={[3, 4, 5, 6, 7].map((points) => ({
          value: String(points),
          label: number(points),
        }))}
      />
      <NumberInput
        name="target"
        label={t('criteria.target_judge')}
        help={t('criteria.target_judge_help')}
      />
      <Fieldset legend={t('criteria.raters')} help={t('criteria.raters_help')}>
        {people ? (
          <>
            <PersonInput name="rater1" label={t('criteria.rater1')} now={people.rater1} />
            <PersonInput name="rater2" label={t('criteria.rater2')} now={people.rater2} />
          </>
        ) : null}
        <NumberInput
          name="leastAgreement"
          label={t('criteria.agreement')}
          help={t('criteria.agreement_help')}
        />
      </Fieldset>
      <SampleAndAttempts facts={facts} kind={kind} />
    </>
  )
}

/** The client's own figures, before and after. */
export function ProcessFields({ people, facts, kind }: CriterionFieldsData) {
  const { t } = useLanguage()
  return (
    <>
      <TextField
        name="measure"
        label={t('criteria.measure')}
        help={t('criteria.measure_help')}
        required
        maxLength={200}
      />
      <RadioCards
        name="unit"
        label={t('criteria.unit')}
        required
        options={(['share', 'number'] as const).map((value) => ({
          value,
          label: t(`criteria.unit_${value}`),
          help: t(`criteria.unit_${value}_help`),
        }))}
      />
      <div className="for-unit">
        <TextField
          name="unitName"
          label={t('criteria.unit_name')}
          help={t('criteria.unit_name_help')}
          width="medium"
          maxLength={60}
        />
      </div>
      <Fieldset
        legend={t('criteria.before')}
        help={t(people ? 'criteria.before_help' : 'offer.before_help')}
      >
        <NumberInput
          name="baselineValue"
          label={t('criteria.value')}
          help={t('criteria.value_help')}
        />
        <NumberInput name="baselineCases" label={t('criteria.cases')} whole />
        <div className="grid gap-4 sm:grid-cols-2">
          <DateField name="baselineFrom" label={t('criteria.from')} required />
          <DateField name="baselineTo" label={t('criteria.to')} required />
        </div>
      </Fieldset>
      <Fieldset legend={t('criteria.after')}>
        <RadioCards
          name="direction"
          label={t('criteria.direction')}
          required
          options={(['at_most', 'at_least'] as const).map((value) => ({
            value,
            label: t(`criteria.direction_${value}`),
          }))}
        />
        <NumberInput
          name="target"
          label={t('criteria.target_process')}
          help={t('criteria.target_process_help')}
        />
        <NumberInput
          name="windowDays"
          label={t('criteria.window')}
          help={t('criteria.window_help')}
          whole
        />
        <SampleAndAttempts facts={facts} kind={kind} />
      </Fieldset>
      <TextArea
        name="source"
        label={t('criteria.figures')}
        help={t('criteria.figures_help')}
        required
        rows={3}
        maxLength={600}
      />
      {people ? (
        <PersonInput
          name="measurer"
          label={t('criteria.measurer')}
          help={t('criteria.measurer_help')}
          now={people.measurer}
        />
      ) : null}
    </>
  )
}
