import { type Criterion, inPercent } from '~/domain/outcomes/criteria/criterion'
import { fieldsOf } from '~/domain/outcomes/criteria/criterion-defaults'
import { HiddenField, TextField } from '../forms/fields'
import { Fieldset } from '../forms/form'
import { useLanguage } from '../page/language'
import { criterionName } from './criterion-figure'
import { CriterionSentence } from './criterion-sentence'

/** What may change of criteria that are already relied on: their targets, rows and attempts. */
export function CriterionChangeFields({ criteria }: { criteria: readonly Criterion[] }) {
  const language = useLanguage()
  const { t } = language
  return criteria.map((row) => (
    <Fieldset key={row.id} legend={criterionName(language, row)}>
      <p className="text-sm text-quiet">
        <CriterionSentence criterion={row} />
      </p>
      <TextField
        name={`criteria.${row.id}.target`}
        label={t('terms.propose_target')}
        inputMode="decimal"
        width="short"
        defaultValue={fieldsOf(row).target}
        suffix={inPercent(row) ? '%' : undefined}
        required
      />
      {row.window ? (
        // The looks of a window follow from it.
        <HiddenField name={`criteria.${row.id}.sampleSize`} value={String(row.sampleSize)} />
      ) : (
        <TextField
          name={`criteria.${row.id}.sampleSize`}
          label={t('terms.propose_sample')}
          inputMode="numeric"
          width="short"
          defaultValue={row.sampleSize}
          required
        />
      )}
      <TextField
        name={`criteria.${row.id}.attempts`}
        label={t('terms.propose_attempts')}
        inputMode="numeric"
        width="short"
        defaultValue={row.attempts}
        required
      />
    </Fieldset>
  ))
}
