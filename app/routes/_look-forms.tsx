import {
  CheckboxField,
  FileField,
  MoneyField,
  RadioCards,
  SelectField,
  TextArea,
  TextField,
} from '~/components/forms/fields'
import { Form, FormActions, RepeatRows, SumLine } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Section } from '~/components/page/section'

export function Forms({ withErrors }: { withErrors: boolean }) {
  const { t, number } = useLanguage()
  return (
    <Section title={t('look.forms')} id="forms">
      <Form
        intent="look"
        method="get"
        state={
          withErrors
            ? {
                errors: {
                  title: 'error.required',
                  budget: 'error.amount',
                  form: 'refusal.shares_not_whole',
                },
                values: { title: '', budget: '12,3x', class: 'open' },
              }
            : null
        }
      >
        <TextField
          name="title"
          label={t('look.field_name')}
          help={t('look.field_name_help')}
          required
        />
        <TextArea name="text" label={t('look.field_text')} rows={3} />
        <MoneyField
          name="budget"
          label={t('look.field_budget')}
          currencyName="currency"
          defaultCurrency="USD"
          required
        />
        <SelectField
          name="country"
          label={t('look.field_country')}
          width="medium"
          options={[
            { value: 'PK', label: 'Pakistan' },
            { value: 'TR', label: 'Türkiye' },
          ]}
        />
        <RadioCards
          name="class"
          label={t('look.field_class')}
          required
          defaultValue="open"
          options={[
            { value: 'open', label: t('look.class_open'), help: t('look.class_open_help') },
            {
              value: 'internal',
              label: t('look.class_internal'),
              help: t('look.class_internal_help'),
            },
          ]}
        />
        <FileField name="file" label={t('look.field_file')} accept=".csv" />
        <RepeatRows
          legend={t('look.shares')}
          count={2}
          min={2}
          max={4}
          addLabel={t('look.add_row')}
          rowLabel={(index) => t('look.share_of', { n: number(index + 1) })}
        >
          {(index, { spare }) => (
            <TextField
              name={`share.${index}`}
              label={t('look.share_of', { n: number(index + 1) })}
              hideLabel
              required={!spare}
              sum="shares"
              suffix="%"
              width="short"
              inputMode="decimal"
              defaultValue={spare ? undefined : 50}
            />
          )}
        </RepeatRows>
        <SumLine group="shares" target={100} unit="%" label={t('look.shares')} />
        <CheckboxField name="agree" label={t('look.field_agree')} required />
        <FormActions>
          <SubmitButton note={t('look.confirm_sentence')}>{t('look.primary')}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}
