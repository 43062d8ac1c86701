import { isEnough, leastForRate, type Rate } from '~/domain/reputation/rate'
import type { Disagreements, WorkRecord } from '~/domain/reputation/rates'
import { type Figure, Figures } from '../page/figures'
import { Fold } from '../page/fold'
import { type ReaderLanguage, useLanguage } from '../page/language'
import { DescriptionList } from '../page/list'
import { Section, Stack } from '../page/section'
import { isolated, Num, Quiet } from '../page/text'
import { RateBar } from '../plots/rate-plot'

/** The three figures of a rate in the reader's words. */
function sharesOf({ percent }: ReaderLanguage, rate: Rate) {
  return {
    hits: rate.hits,
    of: rate.of,
    percent: percent(rate.hits / rate.of, 0),
    low: percent(rate.lower, 0),
    high: percent(rate.upper, 0),
  }
}

/** The count first; a percentage only where there is enough behind it, and never without its range. */
export function rateFigure(
  language: ReaderLanguage,
  label: string,
  rate: Rate,
  none: string,
): Figure {
  const { t } = language
  if (rate.of === 0) return { label, value: '–', note: none }
  const shares = sharesOf(language, rate)
  return {
    label,
    value: isolated(t('reputation.count', shares)),
    note: isEnough(rate) ? (
      <span className="grid gap-1">
        <RateBar rate={rate} />
        <span>{t('reputation.rate', shares)}</span>
      </span>
    ) : (
      t('reputation.too_few')
    ),
  }
}

/** The same in one line, beside a name. */
export function rateLine(language: ReaderLanguage, rate: Rate): string {
  const { t } = language
  if (rate.of === 0) return t('reputation.none_line')
  return t(
    isEnough(rate) ? 'reputation.rate_line' : 'reputation.too_few_line',
    sharesOf(language, rate),
  )
}

/** How what the two sides did not agree on has ended, whoever was right. */
export function DisagreementList({ disagreements }: { disagreements: Disagreements }) {
  const { t, number } = useLanguage()
  const { opened, settled, forTeam, forClient, open } = disagreements
  return (
    <Section title={t('reputation.disagreements')} level={3}>
      {opened === 0 ? (
        <Quiet>{t('reputation.disagreements_none')}</Quiet>
      ) : (
        <Stack gap={2}>
          <Quiet>{t('reputation.disagreements_count', { count: opened })}</Quiet>
          <DescriptionList
            items={[
              { term: t('reputation.settled'), value: <Num>{number(settled)}</Num> },
              { term: t('reputation.for_team'), value: <Num>{number(forTeam)}</Num> },
              { term: t('reputation.for_client'), value: <Num>{number(forClient)}</Num> },
              { term: t('reputation.still_open'), value: <Num>{number(open)}</Num> },
            ]}
          />
        </Stack>
      )}
    </Section>
  )
}

/** The definitions behind the figures. */
export function HowCounted({ about }: { about: 'work' | 'client' }) {
  const { t } = useLanguage()
  const own =
    about === 'work'
      ? [t('reputation.how_verified'), t('reputation.how_on_time'), t('reputation.how_left_out')]
      : [t('reputation.how_client')]
  return (
    <Fold label={t('reputation.how')}>
      <ul className="m-0 grid max-w-[68ch] list-disc gap-2 ps-5 text-sm">
        {own.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        <li>{t('reputation.how_interval', { least: leastForRate })}</li>
        <li>{t('reputation.how_time')}</li>
      </ul>
    </Fold>
  )
}

/** What is counted of a team's or a person's work. */
export function WorkFigures({ record }: { record: WorkRecord }) {
  const language = useLanguage()
  const { t } = language
  const none = t('reputation.none_ended')
  return (
    <Stack gap={5}>
      <Figures
        items={[
          rateFigure(language, t('reputation.verified'), record.verified, none),
          rateFigure(language, t('reputation.on_time'), record.onTime, none),
        ]}
      />
      <DisagreementList disagreements={record.disagreements} />
      <HowCounted about="work" />
    </Stack>
  )
}
