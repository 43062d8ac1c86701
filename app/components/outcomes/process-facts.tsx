import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { useLanguage } from '../page/language'
import { isolated, Quiet } from '../page/text'
import { criterionFigure, dayOf } from './criterion-figure'

/** What the sentence of a criterion over a client's own figures leaves out: source and both periods. */
export function ProcessFacts({ criterion }: { criterion: Criterion }) {
  const language = useLanguage()
  const { t } = language
  const { process } = criterion
  if (!process) return null
  const { baseline, source, windowDays } = process
  const before = {
    value: criterionFigure(language, criterion, baseline.value),
    cases: baseline.cases,
    from: dayOf(language, baseline.from),
    to: dayOf(language, baseline.to),
  }
  return (
    <ul className="m-0 grid list-none gap-1 p-0">
      <li>
        <Quiet>{t('criteria.process_before', before)}</Quiet>
      </li>
      <li>
        <Quiet>{t('criteria.process_after', { days: windowDays })}</Quiet>
      </li>
      <li>
        <Quiet>{t('criteria.process_source', { source: isolated(source) })}</Quiet>
      </li>
    </ul>
  )
}
