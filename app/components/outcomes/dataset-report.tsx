import type { ReactNode } from 'react'
import type { DatasetReport, LabelReport } from '~/domain/outcomes/datasets/dataset-report'
import { type ReaderLanguage, useLanguage } from '../page/language'
import { DescriptionList } from '../page/list'
import { ProofLink } from '../page/proof-link'
import { Name } from '../page/text'

/** What a page knows of sealed data; the report is missing where they were sealed long ago. */
export type ReportedDataset = {
  readonly rowCount: number
  readonly drawableRows: number
  readonly rowsLeft: number
  readonly columns: readonly string[]
  readonly labels: readonly { readonly label: string; readonly count: number }[]
  readonly majority: { readonly label: string; readonly share: number }
  readonly duplicates: number
  readonly groupColumn: string | null
  readonly canaryRows: number | null
  readonly merkleRoot: string
  readonly report: DatasetReport | null
  readonly deletedAt: Date | null
}

type Item = { term: ReactNode; value: ReactNode }

const mostShown = 30

/** The report on sealed data, the same for both sides; only the client sees how many rows are marked. */
export function DatasetReportList({ dataset }: { dataset: ReportedDataset }) {
  const language = useLanguage()
  const { t, number, date } = language
  const { report } = dataset
  return (
    <DescriptionList
      items={[
        { term: t('brief.rows'), value: number(dataset.rowCount) },
        {
          term: t('brief.rows_for_measuring'),
          value: dataset.deletedAt
            ? t('dataset.destroyed', { date: date(dataset.deletedAt) })
            : t('dataset.rows_left', { left: dataset.rowsLeft, of: dataset.drawableRows }),
        },
        { term: t('brief.columns'), value: <bdi dir="ltr">{dataset.columns.join(', ')}</bdi> },
        ...labelItems(language, report?.labels ?? classesOf(dataset)),
        ...(dataset.groupColumn && report?.groups != null
          ? [
              {
                term: t('dataset.groups'),
                value: (
                  <>
                    <bdi>{dataset.groupColumn}</bdi>:{' '}
                    {t('dataset.groups_value', { count: report.groups })}
                  </>
                ),
              },
            ]
          : []),
        { term: t('brief.duplicates'), value: number(dataset.duplicates) },
        ...(report ? qualityItems(language, report) : []),
        ...(dataset.canaryRows
          ? [
              {
                term: t('dataset.canaries'),
                value: t('dataset.canaries_value', { count: dataset.canaryRows }),
              },
            ]
          : []),
        {
          term: t('brief.root'),
          value: <ProofLink hash={dataset.merkleRoot} href="/sealing" />,
        },
      ]}
    />
  )
}

function classesOf({ labels, majority }: ReportedDataset): LabelReport {
  return { kind: 'class', counts: labels, majority }
}

function labelItems(language: ReaderLanguage, labels: LabelReport): Item[] {
  const { t, number, percent } = language
  if (labels.kind === 'class') {
    const shown = labels.counts.slice(0, mostShown)
    const rest = labels.counts.length - shown.length
    return [
      {
        term: t('brief.labels'),
        value: (
          <>
            <Name>{shown.map(({ label, count }) => `${label} (${number(count)})`).join(', ')}</Name>
            {rest > 0 ? ` ${t('dataset.labels_more', { count: rest })}` : null}
          </>
        ),
      },
      {
        term: t('brief.majority'),
        value: t('brief.majority_value', {
          label: labels.majority.label,
          share: percent(labels.majority.share, 1),
        }),
      },
    ]
  }
  if (labels.kind === 'text') {
    return [
      {
        term: t('dataset.answers'),
        value: t('dataset.answers_text', {
          count: labels.count,
          different: labels.different,
          longest: labels.longest,
        }),
      },
      {
        term: t('brief.majority'),
        value:
          labels.frequent === null
            ? t('dataset.text_baseline_none')
            : t('dataset.text_baseline', {
                answer: labels.frequent,
                share: percent(labels.frequentShare, 1),
              }),
      },
    ]
  }
  const short = (value: number) => number(Number(value.toPrecision(6)), { digits: 6 })
  return [
    {
      term: t('dataset.answers'),
      value: t('dataset.answers_number', {
        count: labels.count,
        mean: short(labels.mean),
        deviation: short(labels.deviation),
        least: short(labels.least),
        median: short(labels.median),
        most: short(labels.most),
      }),
    },
    {
      term: t('dataset.always_mean'),
      value: t('dataset.constant_error', {
        mae: short(labels.alwaysMean.mae),
        rmse: short(labels.alwaysMean.rmse),
      }),
    },
    {
      term: t('dataset.always_median'),
      value: t('dataset.constant_error', {
        mae: short(labels.alwaysMedian.mae),
        rmse: short(labels.alwaysMedian.rmse),
      }),
    },
  ]
}

function qualityItems({ t, number, percent }: ReaderLanguage, report: DatasetReport): Item[] {
  const { noise, missing } = report
  return [
    {
      term: t('dataset.noise'),
      value:
        noise.rows === 0
          ? t('dataset.noise_none')
          : t('dataset.noise_value', { count: noise.rows, share: percent(noise.share, 1) }),
    },
    {
      term: t('dataset.missing'),
      value:
        missing.length === 0 ? (
          t('dataset.missing_none')
        ) : (
          <Name>
            {missing
              .slice(0, mostShown)
              .map(({ column, rows }) => `${column} (${number(rows)})`)
              .join(', ')}
          </Name>
        ),
    },
  ]
}
