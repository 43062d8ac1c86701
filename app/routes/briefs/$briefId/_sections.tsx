import type { useLoaderData } from '@remix-run/react'
import { RulesChecklist } from '~/components/contracts/rules-checklist'
import { criterionName } from '~/components/outcomes/criterion-figure'
import { WhatWouldPass } from '~/components/outcomes/criterion-preview'
import { CriterionSentence } from '~/components/outcomes/criterion-sentence'
import { DatasetReportList } from '~/components/outcomes/dataset-report'
import { ProcessFacts } from '~/components/outcomes/process-facts'
import { ActionForm, ConfirmStep } from '~/components/page/button'
import { Countdown } from '~/components/page/countdown'
import { DataTable } from '~/components/page/data-table'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Row, Section, Stack } from '~/components/page/section'
import { StatusChip } from '~/components/page/status-chip'
import { isolated, Name, Quiet, TextLink, UserText } from '~/components/page/text'
import { clientLine } from '~/components/people/client-figures'
import { leastCriteria } from '~/domain/market/briefs/brief'
import {
  attemptsAllowed,
  needsMost,
  rowsNeeded,
  rowsPerRun,
} from '~/domain/outcomes/criteria/criterion'
import { countryName } from '~/kernel/countries'
import type { loader } from './index'

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export function Status({ brief }: Pick<Data, 'brief'>) {
  const { t } = useLanguage()
  const kind = {
    draft: 'draft',
    published: 'running',
    matched: 'done',
    expired: 'lost',
    withdrawn: 'lost',
  } as const
  return (
    <StatusChip
      kind={kind[brief.status]}
      label={t(`brief.status_${brief.status}`)}
      sentence={t(`brief.status_${brief.status}_sentence`)}
    />
  )
}

/**
 * Rows that the criteria need against those that there are, when all stand in one milestone: nobody
 * learns only at the last step that the file is too small.
 */
function RowsStep({ brief, dataset }: Pick<Data, 'brief' | 'dataset'>) {
  const language = useLanguage()
  const { t } = language
  const most = needsMost(brief.criteria)
  if (!most || !dataset) return null
  const needed = rowsNeeded([brief.criteria])
  const rows = dataset.drawableRows
  const attempts = attemptsAllowed(brief.criteria)
  return (
    <li>
      <Row gap={3}>
        <TextLink href={`/briefs/${brief.id}/criteria/${most.id}`}>{t('brief.step_rows')}</TextLink>
        <Quiet>{needed <= rows ? t('brief.step_done') : t('brief.step_open')}</Quiet>
      </Row>
      <Quiet>
        {t('brief.step_rows_count', { needed, rows, attempts, sample: most.sampleSize })}{' '}
        {needed > rows
          ? t('brief.step_rows_short', { criterion: criterionName(language, most) })
          : null}
      </Quiet>
    </li>
  )
}

/** Who asks is looked at before anybody answers. */
function VerifiedStep({ organisation }: Pick<Data, 'organisation'>) {
  const { t, date } = useLanguage()
  const { verifiedAt, checkAskedAt, checkWords } = organisation
  return (
    <li>
      <Row gap={3}>
        <span>{t('brief.step_verified', { organisation: isolated(organisation.name) })}</span>
        <Quiet>{verifiedAt ? t('brief.step_done') : t('brief.step_open')}</Quiet>
      </Row>
      {verifiedAt ? null : (
        <Stack gap={2}>
          <Quiet>{t('brief.step_verified_why')}</Quiet>
          {checkAskedAt ? (
            <Quiet>{t('brief.step_verified_asked', { date: date(checkAskedAt) })}</Quiet>
          ) : (
            <>
              {checkWords ? (
                <>
                  <Quiet>{t('brief.step_verified_back')}</Quiet>
                  <UserText text={checkWords} />
                </>
              ) : null}
              <Row>
                <ActionForm
                  intent="ask_check"
                  label={t(checkWords ? 'brief.ask_check_again' : 'brief.ask_check')}
                />
              </Row>
            </>
          )}
        </Stack>
      )}
    </li>
  )
}

/** What a draft still lacks, in order, with the way to each. */
export function DraftSteps({
  brief,
  dataset,
  organisation,
  mayEdit,
  rules,
}: Pick<Data, 'brief' | 'dataset' | 'organisation' | 'mayEdit' | 'rules'>) {
  const { t } = useLanguage()
  const enough = brief.criteria.length >= leastCriteria
  const needless = brief.criteria.length > 0 && rowsPerRun(brief.criteria) === 0
  const fits =
    needless || (dataset !== null && rowsNeeded([brief.criteria]) <= dataset.drawableRows)
  const steps = [
    {
      key: 'described',
      done: true,
      href: `/briefs/${brief.id}/edit`,
      label: t('brief.step_describe'),
    },
    {
      key: 'dataset',
      done: dataset !== null || needless,
      href: `/briefs/${brief.id}/dataset`,
      label: t(needless ? 'judging.step_no_dataset' : 'brief.step_dataset'),
    },
    {
      key: 'criteria',
      done: enough,
      href: `/briefs/${brief.id}/criteria`,
      label: t('brief.step_criteria', { least: leastCriteria }),
    },
  ]
  if (!mayEdit) return null
  return (
    <Section title={t('brief.steps_title')}>
      <ol className="grid list-decimal gap-3 ps-5">
        {steps.map((step) => (
          <li key={step.key}>
            <Row gap={3}>
              <TextLink href={step.href}>{step.label}</TextLink>
              <Quiet>{step.done ? t('brief.step_done') : t('brief.step_open')}</Quiet>
            </Row>
          </li>
        ))}
        <RowsStep brief={brief} dataset={dataset} />
        <VerifiedStep organisation={organisation} />
        <li>
          {fits && enough && organisation.verifiedAt ? (
            <ConfirmStep
              label={t('brief.publish')}
              tone="primary"
              sentence={t('brief.publish_confirm')}
            >
              <ActionForm intent="publish" label={t('brief.publish_yes')} tone="primary" />
            </ConfirmStep>
          ) : (
            <Quiet>{t('brief.publish_later')}</Quiet>
          )}
        </li>
      </ol>
      <Section title={t('stewardship.checklist_title')} level={3}>
        <RulesChecklist results={rules} />
      </Section>
    </Section>
  )
}

export function MeasuredBy({ previews }: Pick<Data, 'previews'>) {
  const { t } = useLanguage()
  return (
    <Section title={t('brief.measured_by')} lead={t('brief.measured_lead')}>
      {previews.length === 0 ? (
        <Quiet>{t('brief.no_criteria')}</Quiet>
      ) : (
        <ol className="grid list-decimal gap-3 ps-5">
          {previews.map(({ criterion, preview }) => (
            <li key={criterion.id}>
              <CriterionSentence criterion={criterion} />
              <ProcessFacts criterion={criterion} />
              <WhatWouldPass criterion={criterion} preview={preview} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}

/** A value of a row in words: texts as they are, others as JSON. */
function valueText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A word or two stay on their line, whatever stands in the columns beside them. */
function SampleValue({ text }: { text: string }) {
  return <bdi className={text.length > 16 ? undefined : 'whitespace-nowrap'}>{text}</bdi>
}

export function SealedData({ dataset, brief }: Pick<Data, 'dataset' | 'brief'>) {
  const { t } = useLanguage()
  if (!dataset) {
    return brief.criteria.length > 0 && rowsPerRun(brief.criteria) === 0 ? (
      <Section title={t('judging.brief_no_data_title')}>
        <Quiet>{t('judging.brief_no_data')}</Quiet>
      </Section>
    ) : null
  }
  const columns = dataset.columns
  return (
    <Section title={t('brief.data_title')} lead={t('brief.data_lead')}>
      <DatasetReportList dataset={dataset} />
      {dataset.sample.length > 0 ? (
        <DataTable
          caption={t('brief.sample_caption')}
          columns={[
            ...columns.map((column) => ({
              key: column,
              label: column,
              cell: (row: Data['dataset'] & object extends { sample: (infer S)[] } ? S : never) => (
                <SampleValue text={valueText(row.features[column])} />
              ),
            })),
            {
              key: 'label',
              label: t('brief.label'),
              cell: (row) => <SampleValue text={row.label} />,
            },
          ]}
          rows={dataset.sample}
          rowKey={(row) => JSON.stringify(row.features)}
        />
      ) : null}
    </Section>
  )
}

export function Facts({
  brief,
  organisation,
  clientRecord,
  liveCount,
}: Pick<Data, 'brief' | 'organisation' | 'clientRecord' | 'liveCount'>) {
  const language = useLanguage()
  const { t, locale, number } = language
  return (
    <DescriptionList
      items={[
        {
          term: t('reputation.client_kicker'),
          value: (
            <>
              <TextLink href={`/clients/${organisation.slug}`}>
                <Name>{organisation.name}</Name>
              </TextLink>
              <Quiet>{clientLine(language, clientRecord)}</Quiet>
            </>
          ),
        },
        {
          term: t('brief.budget'),
          value: (
            <MoneyText
              value={{ currency: brief.currency, amountMinor: brief.budgetMinor }}
              strong
            />
          ),
        },
        { term: t('brief.weeks'), value: t('brief.weeks_count', { count: brief.weeks }) },
        { term: t('brief.sector'), value: t(`sector.${brief.sector}`) },
        { term: t('brief.country'), value: countryName(brief.country, locale) },
        {
          term: t('brief.class'),
          value: t(`brief.class_${brief.workloadClass === 'internal' ? 'internal' : 'open'}`),
        },
        {
          term: t('brief.regions'),
          value:
            brief.data.regions.length === 0
              ? t('brief.regions_any')
              : brief.data.regions.map((code) => countryName(code, locale)).join(', '),
        },
        {
          term: t('brief.personal_data'),
          value: !brief.data.declared ? (
            t('brief.personal_unknown')
          ) : brief.data.personalFields.length === 0 ? (
            t('brief.personal_none')
          ) : (
            <Name>{brief.data.personalFields.join(', ')}</Name>
          ),
        },
        {
          term: t('brief.retention'),
          value: t('brief.days_count', { count: brief.data.retentionDays }),
        },
        {
          term: t('asking.consent'),
          value: t(brief.data.predictionFiles ? 'asking.consent_yes' : 'asking.consent_no'),
        },
        ...(brief.deadlineAt
          ? [{ term: t('brief.open_until'), value: <Countdown until={brief.deadlineAt} /> }]
          : []),
        { term: t('brief.proposals'), value: number(liveCount) },
      ]}
    />
  )
}
