import { type Criterion, criterionSentence } from '~/domain/outcomes/criteria/criterion'
import { useLanguage } from '../page/language'

/** The sentence that both sides sign. */
export function CriterionSentence({ criterion }: { criterion: Criterion }) {
  const { t } = useLanguage()
  const { key, values } = criterionSentence(criterion)
  return <>{t(key, values)}</>
}
