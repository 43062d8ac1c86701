import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { RadioCards } from '../forms/fields'
import { criterionName } from '../outcomes/criterion-figure'
import { useLanguage } from '../page/language'

/** The one criterion of a milestone that a request or a claim is about. */
export function CriterionChoice(props: { label: string; criteria: readonly Criterion[] }) {
  const language = useLanguage()
  return (
    <RadioCards
      name="criterionId"
      label={props.label}
      required
      options={props.criteria.map((criterion) => ({
        value: criterion.id,
        label: criterionName(language, criterion),
      }))}
    />
  )
}
