import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/button'
import { CriterionResults, criterionName, formatOf } from '~/components/criterion-results'
import { Fold } from '~/components/fold'
import { useLanguage } from '~/components/language'
import { LatencyPlot } from '~/components/latency-plot'
import { DescriptionList } from '~/components/list'
import { Page } from '~/components/page'
import { Columns, Row, Section, Stack } from '~/components/section'
import { StatusChip } from '~/components/status-chip'
import { Code, CodeBlock, Name, Num, Quiet, TextLink } from '~/components/text'
import { verdictPage } from '~/domain/contracts/milestone-queries.server'
import { serve } from '~/domain/identity/access.server'
import { percentileOf } from '~/domain/outcomes/metric'

export const handle = { script: false }

export const loader = serve('anyone', async ({ params, db, t }) => {
  const page = await verdictPage(db, params.verdictId ?? '')
  const what = page.about ? `${page.about.title}` : t('verdict.title')
  return {
    title: t(`verdict.title_${page.body.overall}`, { what }),
    description: t('verdict.lead'),
    page,
    what,
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>
type Body = Data['page']['body']

function Criteria({ page }: Pick<Data, 'page'>) {
  const language = useLanguage()
  const { t, number } = language
  const { body } = page
  return (
    <Section title={t('verdict.criteria')}>
      <Stack gap={5}>
        {body.results.map((result) => (
          <div key={result.criterion.id} className="grid gap-1 break-inside-avoid">
            <CriterionResults
              criterion={result.criterion}
              attempts={[{ attempt: body.attempt, verdictId: page.verdictId, body }]}
              linked={false}
            />
            <Quiet>
              {criterionName(language, result.criterion)} ·{' '}
              {t('verdict.rows_measured', { n: result.n })} · {t(`outcome.method_${result.method}`)}
              {result.baseline !== null && formatOf(result.criterion) === 'share' ? (
                <>
                  {' '}
                  ·{' '}
                  {t('verdict.baseline', {
                    value: number(result.baseline, { digits: 3, leastDigits: 3 }),
                  })}
                </>
              ) : null}
            </Quiet>
          </div>
        ))}
      </Stack>
    </Section>
  )
}

function Rows({ body }: { body: Body }) {
  const { t, number } = useLanguage()
  const { consistency, canaries, rows } = body
  return (
    <Section title={t('common.rows')}>
      <DescriptionList
        items={[
          { term: t('verdict.rows_asked'), value: <Num>{number(rows.asked)}</Num> },
          { term: t('verdict.rows_answered'), value: <Num>{number(rows.answered)}</Num> },
          ...(rows.outsideLabels > 0
            ? [
                {
                  term: t('common.stray_label'),
                  value: t('outcome.outside_labels', { count: rows.outsideLabels }),
                },
              ]
            : []),
          ...(consistency.pairs > 0
            ? [
                {
                  term: t('verdict.consistency'),
                  value: t('verdict.consistency_value', {
                    same: consistency.same,
                    pairs: consistency.pairs,
                  }),
                },
              ]
            : []),
          ...(canaries.asked > 0
            ? [
                {
                  term: t('verdict.canaries'),
                  value: (
                    <>
                      {t('verdict.canaries_value', {
                        agreed: canaries.agreed,
                        asked: canaries.asked,
                      })}
                      {canaries.flagged ? <p>{t('outcome.canaries_flagged')}</p> : null}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  )
}

function Latency({ body }: { body: Body }) {
  const { t } = useLanguage()
  const { service } = body
  const asked = body.results.find(({ criterion }) => percentileOf(criterion.metric) !== null)
  return (
    <Section title={t('verdict.latency')}>
      <LatencyPlot
        points={[
          { label: 'p50', ms: service.p50Ms },
          { label: 'p90', ms: service.p90Ms },
          { label: 'p99', ms: service.p99Ms },
          { label: 'p99.9', ms: service.p999Ms },
        ]}
        {...(asked
          ? {
              target: {
                label: t(`outcome.metric_${asked.criterion.metric}`),
                ms: asked.criterion.target,
              },
            }
          : {})}
      />
    </Section>
  )
}

function Seal({ page }: Pick<Data, 'page'>) {
  const language = useLanguage()
  const { t, number } = language
  const { body } = page
  return (
    <Section title={t('verdict.seal')}>
      <DescriptionList
        items={[
          ...(body.dataset
            ? [
                { term: t('verdict.dataset_root'), value: <Code>{body.dataset.root}</Code> },
                {
                  term: t('verdict.dataset_rows'),
                  value: <Num>{number(body.dataset.rowCount)}</Num>,
                },
              ]
            : []),
          { term: t('verdict.draw_hash'), value: <Code>{body.drawHash}</Code> },
          { term: t('verdict.rows_root'), value: <Code>{body.rowsRoot}</Code> },
          ...body.results.map((result) => ({
            term: `${t('verdict.criterion_hash')} (${criterionName(language, result.criterion)})`,
            value: <Code>{result.criterionHash}</Code>,
          })),
          { term: t('verdict.engine'), value: <Code>{body.engine}</Code> },
          { term: t('verdict.key_id'), value: <Code>{page.keyId}</Code> },
        ]}
      />
    </Section>
  )
}

function Replay({ page }: Pick<Data, 'page'>) {
  const { t } = useLanguage()
  return (
    <Section title={t('verdict.replay')} lead={t('verdict.replay_lead')}>
      <Stack gap={3}>
        <ol className="grid list-decimal gap-1 ps-5">
          <li>{t('verdict.replay_1')}</li>
          <li>{t('verdict.replay_2')}</li>
          <li>{t('verdict.replay_3')}</li>
        </ol>
        <CodeBlock text="npm run verdict:replay -- samar-evidence.jsonl --keys keys.json" />
        <Quiet>{t('verdict.replay_party')}</Quiet>
        <div className="no-print">
          <Row gap={3}>
            <LinkButton
              href={`/verdicts/${page.verdictId}/evidence`}
              icon="download"
              tone="primary"
            >
              {t('verdict.download')}
            </LinkButton>
            <TextLink href="/verdicts/keys.json">{t('verdict.keys')}</TextLink>
          </Row>
        </div>
        <div className="no-print">
          <Fold label={t('verdict.signature')}>
            <CodeBlock text={page.jws} />
          </Fold>
        </div>
      </Stack>
    </Section>
  )
}

export default function VerdictPage() {
  const { page, what } = useLoaderData<typeof loader>()
  const { t, dateTime } = useLanguage()
  const { body, about } = page
  return (
    <Page
      title={t(`verdict.title_${body.overall}`, { what: `\u2068${what}\u2069` })}
      kicker={t('verdict.title')}
      lead={t('verdict.lead')}
      status={
        <StatusChip
          kind={body.overall}
          label={t(`outcome.verdict_${body.overall}`)}
          sentence={t(`outcome.verdict_${body.overall}_means`)}
        />
      }
    >
      <div className="sheet grid gap-8">
        <p>
          {t('verdict.measured_on', { date: dateTime(new Date(body.measuredAt)) })} ·{' '}
          {t('verdict.attempt_of', { attempt: body.attempt, allowed: body.attemptsAllowed })}
          {about ? (
            <>
              {' '}
              ·{' '}
              <TextLink href={`/teams/${about.teamSlug}`}>
                <Name>{about.teamName}</Name>
              </TextLink>
            </>
          ) : null}
        </p>
        <div className="sheet-columns">
          <Columns ratio="main-aside">
            <Criteria page={page} />
            <Stack gap={6}>
              <Rows body={body} />
              <Latency body={body} />
            </Stack>
          </Columns>
        </div>
        <Seal page={page} />
        <Replay page={page} />
      </div>
    </Page>
  )
}
