import type { RuleResult } from '~/domain/stewardship/rules'
import { isWorkloadClass } from '~/domain/stewardship/workload-class'
import { countryName } from '~/kernel/countries'
import { Icon } from '../page/icon'
import { type ReaderLanguage, useLanguage } from '../page/language'
import { isolated } from '../page/text'

/** The fact that fails a rule, in words: countries and classes by their names. */
export function ruleFact(
  { t, locale }: Pick<ReaderLanguage, 't' | 'locale'>,
  { fact, values }: Pick<RuleResult, 'fact' | 'values'>,
): string | null {
  if (!fact) return null
  const named = Object.entries(values).map(([key, value]) => {
    const text = String(value)
    if (key === 'region') return [key, countryName(text, locale)]
    if (key === 'provider' || key === 'host') return [key, isolated(text)]
    return [key, isWorkloadClass(text) ? t(`stewardship.class_${text}`) : value]
  })
  return t(`stewardship.fact_${fact}`, Object.fromEntries(named))
}

/** The rules before a step: each holds or says what fails it and who can mend that. */
export function RulesChecklist({ results }: { results: readonly RuleResult[] }) {
  const language = useLanguage()
  const { t } = language
  const failing = results.filter(({ holds }) => !holds).length
  if (results.length === 0) return <p className="text-quiet">{t('stewardship.checklist_none')}</p>
  return (
    <div className="grid gap-2">
      <p className={failing > 0 ? 'font-semibold text-turn-ink' : 'text-quiet'}>
        {failing > 0
          ? t('stewardship.checklist_some_fail', { count: failing })
          : t('stewardship.checklist_all_hold')}
      </p>
      <ul className="m-0 grid list-none border-t border-hairline p-0">
        {results.map((result) => (
          <li key={result.rule} className="flex gap-3 border-b border-hairline py-2.5">
            <span className={`flex-none pt-0.5 ${result.holds ? 'text-met' : 'text-lost'}`}>
              <Icon name={result.holds ? 'tick' : 'cross'} />
            </span>
            <span className="grid min-w-0 gap-0.5">
              <span>
                {t(`stewardship.rule_${result.rule}`)}
                <span className="sr-only">
                  {' '}
                  {t(result.holds ? 'stewardship.holds' : 'stewardship.fails')}
                </span>
              </span>
              {result.holds ? null : (
                <span className="text-sm text-quiet">
                  {ruleFact(language, result)} {t(`stewardship.who_${result.whoMends}`)}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
