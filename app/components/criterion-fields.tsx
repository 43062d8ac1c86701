import type { ReactNode } from 'react'
import { formulasOf } from '~/domain/outcomes/criteria/metric-formula'
import type { RowFacts } from '~/domain/outcomes/criteria/row-facts'
import {
  type Goal,
  goalsByKind,
  metricOfGoal,
  percentileMetrics,
  type WorkKind,
} from '~/domain/outcomes/criteria/work-kind'
import { DateField, RadioCards, SelectField, TextArea, TextField } from './fields'
import { Fold } from './fold'
import { Fieldset, RepeatRows, useField } from './form'
import { useLanguage } from './language'
import { Code } from './text'

export type CriterionFieldsData = {
  kind: WorkKind
  /** The goal that the form begins with; a service's form is about one goal alone. */
  goal: Goal
  facts: RowFacts | null
  /** Who is named already: their names, where they may stay. */
  people: { rater1?: string; rater2?: string; measurer?: string }
  /** How many things the rubric marks already. */
  items: number
}

/** Only what a kind of work needs to be asked, in plain words. */
export function CriterionFields(data: CriterionFieldsData) {
  const { kind } = data
  return (
    <>
      {kind === 'classify' || kind === 'rank' ? <ClassFields {...data} /> : null}
      {kind === 'number' || kind === 'answer' ? <ValueFields {...data} /> : null}
      {kind === 'serve' ? <ServiceFields {...data} /> : null}
      {kind === 'judge' ? <RubricFields {...data} /> : null}
      {kind === 'process' ? <ProcessFields {...data} /> : null}
      {kind === 'classify' || kind === 'number' || kind === 'answer' || kind === 'rank' ? (
        <Advanced facts={data.facts} />
      ) : null}
      <Definition {...data} />
    </>
  )
}

type NumberProps = {
  name: string
  label: string
  help?: ReactNode
  suffix?: string
  whole?: boolean
}

function NumberInput({ name, label, help, suffix, whole }: NumberProps) {
  return (
    <TextField
      name={name}
      label={label}
      help={help}
      suffix={suffix}
      required
      inputMode={whole ? 'numeric' : 'decimal'}
      maxLength={24}
      width="short"
      dir="ltr"
    />
  )
}

/** The question that chooses the metric: an answer each, with its name and an example. */
function GoalCards({ kind, goal }: Pick<CriterionFieldsData, 'kind' | 'goal'>) {
  const { t } = useLanguage()
  if (kind !== 'classify' && kind !== 'number' && kind !== 'answer') return null
  const offered: readonly Goal[] = goalsByKind[kind]
  const rare = offered.includes(goal) ? [] : [goal]
  return (
    <RadioCards
      name="goal"
      label={t(`criteria.goal_${kind}`)}
      required
      options={[
        ...goalsByKind[kind].map((value) => ({
          value,
          label: t(`criteria.goal_${value}`),
          help: t(`criteria.goal_${value}_help`),
        })),
        ...rare.map((value) => {
          const { metric, averaging } = metricOfGoal(value, '')
          const label = t(`outcome.metric_${metric}`)
          return {
            value,
            label: averaging ? `${label}, ${t(`outcome.averaging_${averaging}`)}` : label,
          }
        }),
      ]}
    />
  )
}

function SampleAndAttempts({ facts, kind }: Pick<CriterionFieldsData, 'facts' | 'kind'>) {
  const { t } = useLanguage()
  const asked = kind === 'judge' || kind === 'process' ? kind : null
  return (
    <>
      <NumberInput
        name="sampleSize"
        label={t(asked ? `criteria.sample_${asked}` : 'criteria.sample')}
        help={
          asked
            ? t(`criteria.sample_${asked}_help`)
            : t('criteria.sample_help', { rows: facts?.rows ?? 0 })
        }
        whole
      />
      <Attempts />
    </>
  )
}

function Attempts() {
  const { t } = useLanguage()
  return (
    <NumberInput
      name="attempts"
      label={t('criteria.attempts')}
      help={t('criteria.attempts_help')}
      whole
    />
  )
}

/** What doing nothing clever already gives on these rows, under the question for the target. */
function BaselineNote({ facts }: { facts: RowFacts | null }) {
  const { t, number, percent } = useLanguage()
  if (!facts) return null
  const total = facts.labels.reduce((sum, { count }) => sum + count, 0)
  const [most] = [...facts.labels].sort((a, b) => b.count - a.count)
  if (most && total > 0) {
    const share = percent(most.count / total, 1)
    return <> {t('criteria.baseline_class', { label: most.label, share })}</>
  }
  if (facts.numbers) {
    const { mean, mae } = facts.numbers
    const values = { mean: number(mean, { digits: 2 }), mae: number(mae, { digits: 2 }) }
    return <> {t('criteria.baseline_number', values)}</>
  }
  if (!facts.texts) return null
  return <> {t('criteria.baseline_text', { share: percent(facts.texts.frequentShare, 1) })}</>
}

function ClassFields({ kind, goal, facts }: CriterionFieldsData) {
  const { t } = useLanguage()
  const labels = facts?.labels.map(({ label }) => ({ value: label, label })) ?? []
  const rank = kind === 'rank'
  return (
    <>
      <GoalCards kind={kind} goal={goal} />
      <div className="for-label">
        <SelectField
          name="label"
          label={t(rank ? 'criteria.label_rank' : 'criteria.label')}
          help={t(rank ? 'criteria.label_rank_help' : 'criteria.label_help')}
          required
          options={labels}
          width="medium"
        />
      </div>
      <NumberInput
        name="target"
        label={t('criteria.target')}
        help={
          rank ? (
            t('criteria.target_rank_help')
          ) : (
            <>
              {t('criteria.target_share_help')}
              <BaselineNote facts={facts} />
            </>
          )
        }
      />
      <SampleAndAttempts facts={facts} kind={kind} />
      {rank ? null : (
        <div className="for-grades">
          <GradeOrder />
        </div>
      )}
    </>
  )
}

/** Only grades have an order; it is asked for where it went wrong, else folded away. */
function GradeOrder() {
  const { t } = useLanguage()
  const { error } = useField('order')
  return (
    <Fold label={t('criteria.grades')} open={error !== null}>
      <TextArea name="order" label={t('criteria.order')} help={t('criteria.order_help')} rows={5} />
    </Fold>
  )
}

function ValueFields({ kind, goal, facts }: CriterionFieldsData) {
  const { t } = useLanguage()
  const number = kind === 'number'
  return (
    <>
      <GoalCards kind={kind} goal={goal} />
      <NumberInput
        name="target"
        label={t('criteria.target')}
        help={
          <>
            {t(number ? 'criteria.target_number_help' : 'criteria.target_share_help')}
            <BaselineNote facts={facts} />
          </>
        }
      />
      {number ? (
        <NumberInput
          name="missingError"
          label={t('criteria.missing')}
          help={t('criteria.missing_help')}
        />
      ) : null}
      <SampleAndAttempts facts={facts} kind={kind} />
    </>
  )
}

type ServiceGoal = (typeof goalsByKind)['serve'][number]

function ServiceFields({ goal, facts, kind }: CriterionFieldsData) {
  const { t } = useLanguage()
  const asked = goalsByKind.serve.find((known) => known === goal) ?? 'latency'
  const units: Record<ServiceGoal, string | undefined> = {
    latency: t('common.milliseconds', { value: '' }).trim(),
    error_rate: '%',
    throughput: undefined,
    availability: '%',
  }
  return (
    <>
      <input type="hidden" name="goal" value={asked} />
      {asked === 'latency' ? (
        <SelectField
          name="percentile"
          label={t('criteria.percentile')}
          help={t('criteria.percentile_help')}
          required
          width="medium"
          options={percentileMetrics.map((value) => ({
            value,
            label: t(`criteria.percentile_${value}`),
          }))}
        />
      ) : null}
      {asked === 'throughput' ? (
        <NumberInput name="rate" label={t('criteria.rate')} help={t('criteria.rate_help')} />
      ) : null}
      <NumberInput
        name="target"
        label={t(`criteria.target_${asked}`)}
        help={t(`criteria.target_${asked}_help`)}
        suffix={units[asked]}
      />
      {asked === 'availability' ? (
        <>
          <NumberInput name="hours" label={t('criteria.hours')} help={t('criteria.hours_help')} />
          <NumberInput
            name="everySeconds"
            label={t('criteria.every')}
            help={t('criteria.every_help')}
            whole
          />
          <Attempts />
        </>
      ) : (
        <SampleAndAttempts facts={facts} kind={kind} />
      )}
    </>
  )
}

function PersonInput(props: { name: string; label: string; now?: string; help?: string }) {
  const { t } = useLanguage()
  return (
    <TextField
      name={props.name}
      type="email"
      label={props.label}
      help={props.now ? t('criteria.person_keep', { name: props.now }) : props.help}
      required={!props.now}
      width="medium"
      autoComplete="off"
    />
  )
}

const mostItems = 5

function RubricFields({ people, items, facts, kind }: CriterionFieldsData) {
  const { t, number } = useLanguage()
  return (
    <>
      <RepeatRows
        legend={t('criteria.rubric')}
        help={t('criteria.rubric_help')}
        count={items}
        min={1}
        max={mostItems}
        addLabel={t('criteria.item_add')}
        rowLabel={(at) => t('criteria.item_row', { n: number(at + 1) })}
      >
        {(at, { spare }) => (
          <>
            <TextField
              name={`items.${at}.name`}
              label={t('criteria.item_name')}
              help={t('criteria.item_name_help')}
              required={!spare}
              maxLength={100}
            />
            <TextArea
              name={`items.${at}.means`}
              label={t('criteria.item_means')}
              help={t('criteria.item_means_help')}
              required={!spare}
              rows={2}
              maxLength={600}
            />
          </>
        )}
      </RepeatRows>
      <SelectField
        name="scale"
        label={t('criteria.scale')}
        required
        width="short"
        options={[3, 4, 5, 6, 7].map((points) => ({
          value: String(points),
          label: number(points),
        }))}
      />
      <NumberInput
        name="target"
        label={t('criteria.target_judge')}
        help={t('criteria.target_judge_help')}
      />
      <Fieldset legend={t('criteria.raters')} help={t('criteria.raters_help')}>
        <PersonInput name="rater1" label={t('criteria.rater1')} now={people.rater1} />
        <PersonInput name="rater2" label={t('criteria.rater2')} now={people.rater2} />
        <NumberInput
          name="leastAgreement"
          label={t('criteria.agreement')}
          help={t('criteria.agreement_help')}
        />
      </Fieldset>
      <SampleAndAttempts facts={facts} kind={kind} />
    </>
  )
}

function ProcessFields({ people, facts, kind }: CriterionFieldsData) {
  const { t } = useLanguage()
  return (
    <>
      <TextField
        name="measure"
        label={t('criteria.measure')}
        help={t('criteria.measure_help')}
        required
        maxLength={200}
      />
      <RadioCards
        name="unit"
        label={t('criteria.unit')}
        required
        options={(['share', 'number'] as const).map((value) => ({
          value,
          label: t(`criteria.unit_${value}`),
          help: t(`criteria.unit_${value}_help`),
        }))}
      />
      <div className="for-unit">
        <TextField
          name="unitName"
          label={t('criteria.unit_name')}
          help={t('criteria.unit_name_help')}
          width="medium"
          maxLength={60}
        />
      </div>
      <Fieldset legend={t('criteria.before')} help={t('criteria.before_help')}>
        <NumberInput
          name="baselineValue"
          label={t('criteria.value')}
          help={t('criteria.value_help')}
        />
        <NumberInput name="baselineCases" label={t('criteria.cases')} whole />
        <div className="grid gap-4 sm:grid-cols-2">
          <DateField name="baselineFrom" label={t('criteria.from')} required />
          <DateField name="baselineTo" label={t('criteria.to')} required />
        </div>
      </Fieldset>
      <Fieldset legend={t('criteria.after')}>
        <RadioCards
          name="direction"
          label={t('criteria.direction')}
          required
          options={(['at_most', 'at_least'] as const).map((value) => ({
            value,
            label: t(`criteria.direction_${value}`),
          }))}
        />
        <NumberInput
          name="target"
          label={t('criteria.target_process')}
          help={t('criteria.target_process_help')}
        />
        <NumberInput
          name="windowDays"
          label={t('criteria.window')}
          help={t('criteria.window_help')}
          whole
        />
        <SampleAndAttempts facts={facts} kind={kind} />
      </Fieldset>
      <TextArea
        name="source"
        label={t('criteria.figures')}
        help={t('criteria.figures_help')}
        required
        rows={3}
        maxLength={600}
      />
      <PersonInput
        name="measurer"
        label={t('criteria.measurer')}
        help={t('criteria.measurer_help')}
        now={people.measurer}
      />
    </>
  )
}

function Advanced({ facts }: { facts: RowFacts | null }) {
  const { t } = useLanguage()
  const { error, typed, preset } = useField('resampling')
  const kinds = [
    '',
    ...(facts?.labelKind === 'class' ? ['class' as const] : []),
    ...(facts?.grouped ? ['group' as const] : []),
  ] as const
  if (kinds.length === 1) return null
  return (
    <Fold label={t('criteria.advanced')} open={error !== null || Boolean(typed || preset)}>
      <RadioCards
        name="resampling"
        label={t('criteria.resampling')}
        required
        options={kinds.map((value) => ({
          value,
          label: t(`criteria.resampling_${value || 'none'}`),
          help: t(`criteria.resampling_${value || 'none'}_help`),
        }))}
      />
    </Fold>
  )
}

/** Formulas with their sources, for whoever wants to hold us to them. */
function Definition({ kind, goal }: CriterionFieldsData) {
  const { t } = useLanguage()
  const goals = kind === 'serve' ? [goal] : goalsByKind[kind]
  return (
    <Fold label={t('criteria.definition')}>
      <dl className="m-0 grid gap-4">
        {formulasOf(goals).map(({ metric, formula }) => (
          <div key={metric} className="grid gap-1">
            <dt className="font-semibold">{t(`outcome.metric_${metric}`)}</dt>
            <dd className="m-0 grid gap-1">
              <Code>{formula.formula}</Code>
              <span className="text-xs text-quiet">
                {t('criteria.source')}: <bdi dir="ltr">{formula.source}</bdi>
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="max-w-[60ch] text-sm text-quiet">{t('criteria.met_rule')}</p>
    </Fold>
  )
}
