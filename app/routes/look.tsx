import { useLoaderData } from '@remix-run/react'
import {
  CheckboxField,
  FileField,
  MoneyField,
  RadioCards,
  SelectField,
  TextArea,
  TextField,
} from '~/components/forms/fields'
import { Form, FormActions, RepeatRows, SumLine } from '~/components/forms/form'
import { Button, ConfirmStep, LinkButton, SubmitButton } from '~/components/page/button'
import { ComparisonTable } from '~/components/page/comparison-table'
import { Countdown } from '~/components/page/countdown'
import { DataTable } from '~/components/page/data-table'
import { EmptyState } from '~/components/page/empty-state'
import { Figures } from '~/components/page/figures'
import { useLanguage } from '~/components/page/language'
import { DescriptionList, LinkList, TagList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Pagination, Tabs } from '~/components/page/navigation'
import { Notice } from '~/components/page/notice'
import { Page, Toast } from '~/components/page/page'
import { PeopleRow } from '~/components/page/people'
import { Progress } from '~/components/page/progress'
import { ProofLink } from '~/components/page/proof-link'
import { Columns, Row, Section, Stack } from '~/components/page/section'
import { StatusChip, type StatusKind } from '~/components/page/status-chip'
import { CodeBlock, Lede, Statement, UserText } from '~/components/page/text'
import { Timeline } from '~/components/page/timeline'
import { TurnList } from '~/components/page/turn-list'
import { WorkFigures } from '~/components/people/work-record'
import { AvailabilityStrip } from '~/components/plots/availability-strip'
import { ClockLine } from '~/components/plots/clock-line'
import { ConfusionMatrix } from '~/components/plots/confusion-matrix'
import { HistogramPlot } from '~/components/plots/histogram-plot'
import { IntervalPlot } from '~/components/plots/interval-plot'
import { LatencyHistogram } from '~/components/plots/latency-histogram'
import { LatencyPlot } from '~/components/plots/latency-plot'
import { MoneyFlow } from '~/components/plots/money-flow'
import { RatingsPlot } from '~/components/plots/ratings-plot'
import { RocPlot } from '~/components/plots/roc-plot'
import { serve } from '~/domain/identity/access.server'
import { addDays } from '~/kernel/clock'
import { money } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import { isPlayground } from '~/platform/env.server'

/** All the pieces on one page, for those who work on Samar and for the tests of contrast and order. */
export const loader = serve('anyone', ({ t, url, at }) => {
  if (!isPlayground()) throw new Refused('not_found')
  return { title: t('look.title'), withErrors: url.searchParams.has('errors'), at }
})

const kinds: StatusKind[] = [
  'met',
  'not_met',
  'inconclusive',
  'your_turn',
  'waiting',
  'running',
  'done',
  'lost',
  'draft',
]
const hash = '9f3a5c1e77d04b2286aa31c09be4f1d2c3b7750e8d6641f29a0b8c7d5e4f3a21'

export default function Look() {
  const { t } = useLanguage()
  return (
    <Page
      title={t('look.title')}
      lead={t('look.lead')}
      crumbs={[{ href: '/', label: t('nav.home') }, { label: t('look.title') }]}
      actions={<LinkButton href="?errors">{t('common.field_error')}</LinkButton>}
      status={<StatusChip kind="waiting" sentence={t('look.sentence')} />}
      money
    >
      <Words />
      <States />
      <Times />
      <Measured />
      <Amounts />
      <Lists />
      <Forms />
    </Page>
  )
}

function Words() {
  const { t } = useLanguage()
  return (
    <Section title={t('look.type')}>
      <Statement>{t('look.statement')}</Statement>
      <Lede>{t('look.body')}</Lede>
      <UserText text={`${t('look.body')}\n\n${t('home.step_4_body')}`} />
      <Row>
        <Button type="button">{t('look.primary')}</Button>
        <Button type="button" tone="quiet">
          {t('look.quiet')}
        </Button>
        <Button type="button" tone="danger">
          {t('look.danger')}
        </Button>
        <LinkButton href="#content" tone="bare" icon="arrow">
          {t('common.open')}
        </LinkButton>
      </Row>
      <ConfirmStep label={t('look.danger')} sentence={t('look.confirm_sentence')}>
        <Button type="button" tone="danger">
          {t('look.danger')}
        </Button>
      </ConfirmStep>
      <CodeBlock
        label="POST /predict"
        text={'{ "text": "Where is my parcel?" }\n{ "label": "urgent" }'}
      />
    </Section>
  )
}

function States() {
  const { t } = useLanguage()
  return (
    <Section title={t('look.states')}>
      <Row>
        {kinds.map((kind) => (
          <StatusChip key={kind} kind={kind} />
        ))}
      </Row>
      <Stack gap={3}>
        <Toast text={t('common.saved')} />
        <Notice title={t('common.what_next')}>{t('look.body')}</Notice>
        <Notice tone="turn" title={t('status.your_turn')}>
          {t('look.sentence')}
        </Notice>
        <Notice tone="met">{t('status.met_why')}</Notice>
        <Notice tone="lost">{t('status.not_met_why')}</Notice>
      </Stack>
      <Progress value={348} max={600} label={t('common.rows')} />
    </Section>
  )
}

function Times() {
  const { t } = useLanguage()
  const { at } = useLoaderData<typeof loader>()
  return (
    <Section title={t('look.time')}>
      <p>
        <Countdown until={addDays(at, 4.6)} now={at} />
      </p>
      <ClockLine
        label={t('look.milestone')}
        points={[
          { label: t('look.funded'), at: addDays(at, -20), state: 'past' },
          { label: t('look.submitted'), at: addDays(at, -3), state: 'past' },
          { label: t('look.measured'), at: addDays(at, -2), state: 'past', note: 'F1 0.941' },
          { label: t('look.accepted'), at: addDays(at, 4.6), state: 'now' },
          { label: t('look.paid'), state: 'future' },
        ]}
      />
      <Columns>
        <TurnList
          items={[
            {
              id: '1',
              title: t('look.primary'),
              sentence: t('look.sentence'),
              href: '#a',
              until: addDays(at, 4.6),
            },
            { id: '2', title: t('home.step_2_title'), sentence: t('home.step_2_body'), href: '#b' },
          ]}
        />
        <Timeline
          events={[
            { id: '1', at: addDays(at, -2), title: t('look.measured'), hash, tone: 'met' },
            {
              id: '2',
              at: addDays(at, -3),
              title: t('look.submitted'),
              body: t('home.step_4_title'),
            },
            { id: '3', at: addDays(at, -20), title: t('look.funded'), tone: 'turn' },
          ]}
        />
      </Columns>
    </Section>
  )
}

function Measured() {
  const { t, number } = useLanguage()
  const attempt = (n: number) => `${t('common.attempt')} ${number(n)}`
  return (
    <Section title={t('look.measurement')}>
      <IntervalPlot
        title={t('home.example_criterion')}
        direction="at_least"
        target={0.92}
        attempts={[
          {
            id: '1',
            label: attempt(1),
            estimate: 0.884,
            low: 0.861,
            high: 0.905,
            result: 'not_met',
            n: 600,
          },
          {
            id: '2',
            label: attempt(2),
            estimate: 0.918,
            low: 0.901,
            high: 0.934,
            result: 'inconclusive',
            n: 600,
          },
          {
            id: '3',
            label: attempt(3),
            estimate: 0.941,
            low: 0.927,
            high: 0.955,
            result: 'met',
            n: 600,
          },
        ]}
      />
      <IntervalPlot
        title="p99"
        direction="at_most"
        target={400}
        format="ms"
        attempts={[
          { id: '1', label: attempt(1), estimate: 312, low: 298, high: 341, result: 'met', n: 600 },
        ]}
      />
      <Columns>
        <ConfusionMatrix
          labels={['urgent', 'normal', 'spam']}
          counts={[
            [181, 9, 1],
            [12, 302, 4],
            [0, 3, 87],
          ]}
          stray={[0, 1, 0]}
          positive="urgent"
        />
        <LatencyPlot
          points={[
            { label: 'p50', ms: 84 },
            { label: 'p90', ms: 173 },
            { label: 'p99', ms: 312 },
            { label: 'p99.9', ms: 480 },
          ]}
          target={{ label: 'p99', ms: 400 }}
        />
      </Columns>
      <Details />
      <ProofLink hash={hash} href="#proof" label={t('common.proof')} />
    </Section>
  )
}

const bins = [3, 11, 64, 170, 210, 96, 31, 9, 4, 2]

function Details() {
  const { t } = useLanguage()
  const { at } = useLoaderData<typeof loader>()
  const slots = Array.from({ length: 96 }, (_, index) => ({
    ok: index === 40 ? 0 : index % 29 === 7 ? 12 : 15,
    failed: index % 29 === 7 ? 3 : 0,
    missed: index === 40 ? 15 : 0,
  }))
  return (
    <>
      <IntervalPlot
        title={t('outcome.metric_process_value')}
        direction="at_most"
        target={0.12}
        before={{ label: t('plot.before'), value: 0.184, n: 1_240 }}
        attempts={[
          {
            ...{ id: '1', label: t('common.measured'), estimate: 0.098 },
            ...{ low: 0.081, high: 0.117, result: 'met', n: 1_012 },
          },
        ]}
      />
      <IntervalPlot
        title={t('outcome.metric_r2')}
        direction="at_least"
        target={0.4}
        format="agreement"
        attempts={[
          {
            ...{ id: '1', label: t('common.measured'), estimate: -0.2 },
            ...{ low: null, high: 0.1, result: 'not_met', n: 400 },
          },
        ]}
      />
      <Columns>
        <RocPlot
          points={[
            [0, 0],
            [0.02, 0.41],
            [0.06, 0.68],
            [0.13, 0.83],
            [0.29, 0.93],
            [0.55, 0.98],
            [1, 1],
          ]}
        />
        <HistogramPlot
          of="error"
          from={-12}
          to={8}
          missing={7}
          counts={[1, 4, 9, 31, 88, 160, 142, 61, 18, 3]}
        />
        <HistogramPlot of="score" from={0} to={1} missing={0} counts={[12, 4, 9, 22, 130]} />
        <LatencyHistogram
          bins={bins.map((count, index) => ({
            upToMs: [5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000][index] ?? 0,
            count,
          }))}
          points={[
            { label: 'p50', ms: 84 },
            { label: 'p90', ms: 173 },
            { label: 'p99', ms: 912 },
            { label: 'p99.9', ms: 4_480 },
          ]}
          target={{ label: 'p99', ms: 1_200 }}
        />
      </Columns>
      <AvailabilityStrip slots={slots} slotSeconds={900} startedAt={addDays(at, -1)} />
      <RatingsPlot
        rubric={{
          scale: 5,
          leastAgreement: 0.6,
          items: [
            { name: t('home.step_1_title'), means: '' },
            { name: t('home.step_2_title'), means: '' },
          ],
        }}
        agreement={0.713}
        means={[4.12, 3.44]}
        counts={[3, 9, 31, 88, 69]}
      />
      <WorkFigures
        record={{
          verified: { hits: 17, of: 21, lower: 0.581, upper: 0.9455 },
          onTime: { hits: 4, of: 4, lower: 0.3976, upper: 1 },
          disagreements: { opened: 3, settled: 2, forTeam: 1, forClient: 0, open: 0 },
        }}
      />
    </>
  )
}

function Amounts() {
  const { t } = useLanguage()
  return (
    <Section title={t('look.money')}>
      <Figures
        items={[
          {
            label: t('common.held'),
            value: <MoneyText value={money('USD', 420_000n)} />,
            note: t('look.sentence'),
          },
          {
            label: t('look.accepted'),
            value: (
              <MoneyText value={money('USD', 131_000n)} estimate={money('PKR', 36_500_000n)} />
            ),
          },
          { label: t('look.paid'), value: <MoneyText value={money('JPY', 987_000n)} signed /> },
        ]}
      />
      <MoneyFlow
        currency="USD"
        funders={[
          { name: t('home.funder_1'), amountMinor: 800_000n },
          { name: t('home.funder_2'), amountMinor: 400_000n },
        ]}
        fee={120_000n}
        holdback={120_000n}
        members={[
          {
            name: t('home.member_1'),
            role: t('home.role_1'),
            shareBps: 4000,
            amountMinor: 384_000n,
          },
          {
            name: t('home.member_2'),
            role: t('home.role_2'),
            shareBps: 3500,
            amountMinor: 336_000n,
          },
          {
            name: t('home.member_3'),
            role: t('home.role_3'),
            shareBps: 2500,
            amountMinor: 240_000n,
          },
        ]}
      />
      <PeopleRow
        people={[
          {
            name: t('home.member_1'),
            role: t('home.role_1'),
            shareBps: 4000,
            href: '#m1',
            amount: money('USD', 384_000n),
          },
          {
            name: t('home.member_2'),
            role: t('home.role_2'),
            shareBps: 3500,
            proof: <ProofLink hash={hash} href="#p" />,
          },
          { name: t('home.member_3'), role: t('home.role_3'), shareBps: 2500 },
        ]}
      />
    </Section>
  )
}

function Lists() {
  const { t } = useLanguage()
  const rows = [
    {
      id: '1',
      title: t('home.step_1_title'),
      amount: money('USD', 420_000n),
      kind: 'your_turn' as const,
    },
    {
      id: '2',
      title: t('home.step_2_title'),
      amount: money('USD', 1_310_050n),
      kind: 'waiting' as const,
    },
    { id: '3', title: t('home.step_3_title'), amount: money('USD', 98_700n), kind: 'met' as const },
  ]
  return (
    <Section title={t('look.lists')}>
      <Tabs
        label={t('look.lists')}
        items={[
          { href: '#t1', label: t('nav.contracts'), current: true, count: 3 },
          { href: '#t2', label: t('nav.briefs'), count: 6 },
        ]}
      />
      <DataTable
        caption={t('common.milestones')}
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          { key: 'title', label: t('look.milestone'), cell: (row) => row.title, primary: true },
          { key: 'state', label: t('common.state'), cell: (row) => <StatusChip kind={row.kind} /> },
          {
            key: 'amount',
            label: t('common.amount'),
            cell: (row) => <MoneyText value={row.amount} />,
            numeric: true,
          },
        ]}
      />
      <Pagination page={2} pages={5} href={(page) => `?page=${page}`} />
      <Columns>
        <LinkList
          items={rows.map((row) => ({
            id: row.id,
            href: `#${row.id}`,
            title: row.title,
            body: t('home.step_1_body'),
            meta: <StatusChip kind={row.kind} />,
            aside: <MoneyText value={row.amount} />,
          }))}
        />
        <Stack>
          <DescriptionList
            items={[
              { term: t('look.field_class'), value: t('look.class_internal') },
              { term: t('common.proof'), value: <ProofLink hash={hash} /> },
            ]}
          />
          <TagList items={['Python', 'NLP', t('home.role_3')]} />
        </Stack>
      </Columns>
      <ComparisonTable
        caption={t('look.lists')}
        heads={[t('home.member_1'), t('home.member_2'), t('home.member_3')]}
        rows={[
          {
            label: t('common.amount'),
            cells: rows.map((row) => <MoneyText key={row.id} value={row.amount} />),
          },
          {
            label: t('common.state'),
            cells: rows.map((row) => <StatusChip key={row.id} kind={row.kind} />),
          },
        ]}
      />
      <EmptyState
        title={t('look.empty_title')}
        body={t('look.empty_body')}
        action={{ href: '#invite', label: t('look.empty_action') }}
      />
    </Section>
  )
}

function Forms() {
  const { t, number } = useLanguage()
  const { withErrors } = useLoaderData<typeof loader>()
  return (
    <Section title={t('look.forms')} id="forms">
      <Form
        intent="look"
        method="get"
        state={
          withErrors
            ? {
                errors: {
                  title: 'error.required',
                  budget: 'error.amount',
                  form: 'refusal.shares_not_whole',
                },
                values: { title: '', budget: '12,3x', class: 'open' },
              }
            : null
        }
      >
        <TextField
          name="title"
          label={t('look.field_name')}
          help={t('look.field_name_help')}
          required
        />
        <TextArea name="text" label={t('look.field_text')} rows={3} />
        <MoneyField
          name="budget"
          label={t('look.field_budget')}
          currencyName="currency"
          defaultCurrency="USD"
          required
        />
        <SelectField
          name="country"
          label={t('look.field_country')}
          width="medium"
          options={[
            { value: 'PK', label: 'Pakistan' },
            { value: 'TR', label: 'Türkiye' },
          ]}
        />
        <RadioCards
          name="class"
          label={t('look.field_class')}
          required
          defaultValue="open"
          options={[
            { value: 'open', label: t('look.class_open'), help: t('look.class_open_help') },
            {
              value: 'internal',
              label: t('look.class_internal'),
              help: t('look.class_internal_help'),
            },
          ]}
        />
        <FileField name="file" label={t('look.field_file')} accept=".csv" />
        <RepeatRows
          legend={t('look.shares')}
          count={2}
          min={2}
          max={4}
          addLabel={t('look.add_row')}
          rowLabel={(index) => t('look.share_of', { n: number(index + 1) })}
        >
          {(index, { spare }) => (
            <TextField
              name={`share.${index}`}
              label={t('look.share_of', { n: number(index + 1) })}
              hideLabel
              required={!spare}
              sum="shares"
              suffix="%"
              width="short"
              inputMode="decimal"
              defaultValue={spare ? undefined : 50}
            />
          )}
        </RepeatRows>
        <SumLine group="shares" target={100} unit="%" label={t('look.shares')} />
        <CheckboxField name="agree" label={t('look.field_agree')} required />
        <FormActions>
          <SubmitButton note={t('look.confirm_sentence')}>{t('look.primary')}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}
