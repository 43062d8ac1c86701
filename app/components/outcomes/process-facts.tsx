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
  const value = criterionFigure(language, criterion, baseline.value)
  const before =
    baseline.from && baseline.to
      ? t('criteria.process_before', {
          value,
          cases: baseline.cases,
          from: dayOf(language, baseline.from),
          to: dayOf(language, baseline.to),
        })
      : t('criteria.process_before_open', { value })
  return (
    <ul className="m-0 grid list-none gap-1 p-0">
      <li>
        <Quiet>{before}</Quiet>
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
