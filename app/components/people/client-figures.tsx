import type { ClientRecord, Median } from '~/domain/reputation/client-record'
import { Figures } from '../page/figures'
import { type ReaderLanguage, useLanguage } from '../page/language'
import { Stack } from '../page/section'
import { DisagreementList, HowCounted, rateFigure } from './work-record'

/** Tenths of a day matter below ten days, and no further. */
function roundedDays({ value }: Median): number {
  return value < 1 ? 0 : value < 10 ? Math.round(value * 10) / 10 : Math.round(value)
}

/** How a client funds and reviews, and how its disagreements ended. */
export function ClientFigures({ record }: { record: ClientRecord }) {
  const language = useLanguage()
  const { t, number } = language
  const { fundingDays, reviewDays } = record
  return (
    <Stack gap={5}>
      <Figures
        items={[
          {
            label: t('reputation.signed'),
            value: number(record.signed),
            note: t('reputation.never_funded', { count: record.neverFunded }),
          },
          {
            label: t('reputation.funding'),
            value: fundingDays ? t('reputation.days', { days: roundedDays(fundingDays) }) : '–',
            note: fundingDays
              ? t('reputation.median_contracts', { count: fundingDays.of })
              : t('reputation.none_ended'),
          },
          {
            label: t('reputation.review_time'),
            value: reviewDays ? t('reputation.days', { days: roundedDays(reviewDays) }) : '–',
            note: reviewDays
              ? t('reputation.median_deliveries', { count: reviewDays.of })
              : t('reputation.none_accepted'),
          },
          rateFigure(
            language,
            t('reputation.silence'),
            record.bySilence,
            t('reputation.none_accepted'),
          ),
        ]}
      />
      <DisagreementList disagreements={record.disagreements} />
      <HowCounted about="client" />
    </Stack>
  )
}

/** The same in one line, beside the client's name. */
export function clientLine(
  { t }: Pick<ReaderLanguage, 't'>,
  { signed, fundingDays }: Pick<ClientRecord, 'signed' | 'fundingDays'>,
): string {
  const line = t('reputation.client_line', { count: signed })
  if (!fundingDays) return line
  const days = roundedDays(fundingDays)
  return `${line} · ${t('reputation.client_line_funding', { days })}`
}
