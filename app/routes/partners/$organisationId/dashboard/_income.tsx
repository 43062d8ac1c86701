import { IncomeQuartiles } from '~/components/learning/income-quartiles'
import { useLanguage } from '~/components/page/language'
import { Section, Stack } from '~/components/page/section'
import { Quiet } from '~/components/page/text'
import type { Funnel } from '~/domain/figures/graduate-funnel'

/** What graduates earned, where there are enough of them to say so without naming anybody. */
export function IncomeSection({ funnel }: { funnel: Funnel }) {
  const { t } = useLanguage()
  const { matured, earning, income } = funnel
  return (
    <Section title={t('graduate.income_title')} lead={t('graduate.income_lead')}>
      {earning === null ? (
        <Quiet>{t('graduate.income_few', { count: matured })}</Quiet>
      ) : income.length === 0 ? (
        <Quiet>{t('graduate.income_none', { matured })}</Quiet>
      ) : (
        <Stack gap={3}>
          <p>{t('graduate.income_some', { earning, matured })}</p>
          <IncomeQuartiles income={income} />
        </Stack>
      )}
    </Section>
  )
}
