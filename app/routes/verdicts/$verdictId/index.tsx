import { useLoaderData } from '@remix-run/react'
import { criterionName, plotFormatOf, unitOf } from '~/components/outcomes/criterion-figure'
import { CriterionResults } from '~/components/outcomes/criterion-results'
import { ResultDetailPlot } from '~/components/outcomes/result-detail'
import { LinkButton } from '~/components/page/button'
import { Fold } from '~/components/page/fold'
import { type ReaderLanguage, useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Columns, Row, Section, Stack } from '~/components/page/section'
import { StatusChip } from '~/components/page/status-chip'
import { Code, CodeBlock, Name, Num, Quiet, TextLink } from '~/components/page/text'
import { LatencyHistogram } from '~/components/plots/latency-histogram'
import { LatencyPlot } from '~/components/plots/latency-plot'
import { figureOf } from '~/components/plots/plot-scale'
import { verdictPage } from '~/domain/contracts/measuring/verdict-page.server'
import { serve } from '~/domain/identity/access.server'
import { familyOf, percentileOf } from '~/domain/outcomes/criteria/metric'
import type { CriterionResult } from '~/domain/outcomes/evidence/verdict'
import { probedSince } from '~/domain/outcomes/probes/probe-window.server'

export const handle = { script: false, indexed: true }

export const loader = serve('anyone', async ({ viewer, params, db, t }) => {
  const page = await verdictPage(db, viewer, params.verdictId ?? '')
  const what = page.about?.title ?? page.exercise?.title ?? t('verdict.title')
  return {
    title: t(`verdict.title_${page.body.overall}`, { what }),
    description: t('verdict.lead'),
    page,
    what,
    since: await probedSince(db, page.evaluationId),
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>
type Body = Data['page']['body']

/** What the result rests on, and what an answer that never changes would have scored. */
function restsOn(language: ReaderLanguage, result: CriterionResult): string {
  const { t } = language
  const { criterion, n, method, baseline } = result
  const family = familyOf(criterion.metric)
  const counted = family === 'process' || criterion.window !== undefined || criterion.rubric
  const parts = [
    criterionName(language, criterion),
    t(counted ? 'plot.observed' : 'verdict.rows_measured', { n }),
    t(`outcome.method_${method}`),
  ]
  if (baseline !== null && family !== 'service') {
    const value = figureOf(language, plotFormatOf(criterion), baseline, unitOf(criterion))
    parts.push(t(family === 'regression' ? 'plot.baseline_mean' : 'verdict.baseline', { value }))
  }
  return parts.join(' · ')
}

function Criteria({ page, since }: Pick<Data, 'page' | 'since'>) {
  const language = useLanguage()
  const { t } = language
  const { body } = page
  return (
    <Section title={t('verdict.criteria')}>
      <Stack gap={6}>
        {body.results.map((result) => (
          <div key={result.criterion.id} className="grid gap-3 break-inside-avoid">
            <CriterionResults
              criterion={result.criterion}
              attempts={[{ attempt: body.attempt, verdictId: page.verdictId, body }]}
              linked={false}
              {...(body.purpose === 'recheck' ? { label: t('common.measured') } : {})}
            />
            <Quiet>{restsOn(language, result)}</Quiet>
            <ResultDetailPlot result={result} probedSince={since} />
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
  const { service, latencies } = body
  const asked = body.results.find(({ criterion }) => percentileOf(criterion.metric) !== null)
  const target = asked && {
    label: t(`outcome.metric_${asked.criterion.metric}`),
    ms: asked.criterion.target,
  }
  const points = [
    { label: 'p50', ms: service.p50Ms },
    { label: 'p90', ms: service.p90Ms },
    { label: 'p99', ms: service.p99Ms },
    { label: 'p99.9', ms: service.p999Ms },
  ]
  return (
    <Section title={t('verdict.latency')}>
      {latencies && latencies.length > 0 ? (
        <LatencyHistogram
          bins={latencies}
          points={points}
          {...(target ? { target } : {})}
          {...(asked ? { rests: asked.n } : {})}
          hideTitle
        />
      ) : (
        <LatencyPlot points={points} {...(target ? { target } : {})} />
      )}
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
          ...(body.dataset
            ? [
                { term: t('verdict.draw_hash'), value: <Code>{body.drawHash}</Code> },
                { term: t('verdict.rows_root'), value: <Code>{body.rowsRoot}</Code> },
              ]
            : []),
          ...(['probes', 'ratings', 'reports'] as const).flatMap((part) => {
            const hash = body.partHashes?.[part]
            return hash ? [{ term: t(`plot.${part}_hash`), value: <Code>{hash}</Code> }] : []
          }),
          ...body.results.map((result) => ({
            term: `${t('verdict.criterion_hash')} (${criterionName(language, result.criterion)})`,
            value: <Code>{result.criterionHash}</Code>,
          })),
          { term: t('verdict.engine'), value: <Code>{body.engine}</Code> },
          {
            term: t('verdict.key_id'),
            value: (
              <TextLink href="/verdicts/keys">
                <Code>{page.keyId}</Code>
              </TextLink>
            ),
          },
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
          <li>{t('plot.replay_1')}</li>
          <li>{t('plot.replay_2')}</li>
          <li>{t('verdict.replay_3')}</li>
        </ol>
        <CodeBlock text="node replay.mjs evidence.jsonl" />
        <Quiet>{t('verdict.replay_party')}</Quiet>
        <div className="no-print">
          <Row gap={4}>
            <LinkButton
              href={`/verdicts/${page.verdictId}/evidence.zip`}
              icon="download"
              tone="primary"
            >
              {t('plot.zip')}
            </LinkButton>
            <TextLink href={`/verdicts/${page.verdictId}/evidence`}>{t('plot.lines')}</TextLink>
            <TextLink href={`/verdicts/${page.verdictId}/events.json`}>{t('plot.events')}</TextLink>
            <TextLink href="/verdicts/keys">{t('verdict.keys')}</TextLink>
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
  const { page, what, since } = useLoaderData<typeof loader>()
  const { t, dateTime } = useLanguage()
  const { body, about, exercise } = page
  const recheck = body.purpose === 'recheck'
  return (
    <Page
      title={t(`verdict.title_${body.overall}`, { what: `\u2068${what}\u2069` })}
      kicker={t('verdict.title')}
      lead={t('verdict.lead')}
      status={
        <StatusChip
          kind={body.overall}
          label={t(`status.${body.overall}`)}
          sentence={t(`outcome.verdict_${body.overall}_means`)}
        />
      }
    >
      <div className="sheet grid gap-8">
        <p>
          {t('verdict.measured_on', { date: dateTime(new Date(body.measuredAt)) })}
          {recheck ? null : (
            <>
              {' '}
              · {t('verdict.attempt_of', { attempt: body.attempt, allowed: body.attemptsAllowed })}
            </>
          )}
          {about ? (
            <>
              {' '}
              ·{' '}
              <TextLink href={`/teams/${about.teamSlug}`}>
                <Name>{about.teamName}</Name>
              </TextLink>
            </>
          ) : null}
          {exercise ? (
            <>
              {' '}
              ·{' '}
              <TextLink href={`/tracks/${exercise.slug}`}>
                <Name>{exercise.track}</Name>
              </TextLink>
            </>
          ) : null}
        </p>
        {exercise ? (
          <Quiet>
            {t(exercise.toEverybody ? 'grading.verdict_shown' : 'grading.verdict_private')}
          </Quiet>
        ) : null}
        {recheck ? (
          <Notice tone="info" title={t('plot.recheck')}>
            <p>{t('plot.recheck_means')}</p>
          </Notice>
        ) : null}
        {body.rows.asked > 0 ? (
          <div className="sheet-columns">
            <Columns ratio="main-aside">
              <Criteria page={page} since={since} />
              <Stack gap={6}>
                <Rows body={body} />
                <Latency body={body} />
              </Stack>
            </Columns>
          </div>
        ) : (
          <Criteria page={page} since={since} />
        )}
        <Seal page={page} />
        <Replay page={page} />
      </div>
    </Page>
  )
}
