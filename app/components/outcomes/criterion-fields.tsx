import { formulasOf } from '~/domain/outcomes/criteria/metric-formula'
import type { RowFacts } from '~/domain/outcomes/criteria/row-facts'
import {
  type Goal,
  goalsByKind,
  metricOfGoal,
  percentileMetrics,
} from '~/domain/outcomes/criteria/work-kind'
import { RadioCards, SelectField, TextArea } from '../forms/fields'
import { useField } from '../forms/form'
import { Fold } from '../page/fold'
import { useLanguage } from '../page/language'
import { Code } from '../page/text'
import {
  Attempts,
  type CriterionFieldsData,
  NumberInput,
  SampleAndAttempts,
} from './criterion-inputs'
import { ProcessFields, RubricFields } from './criterion-people-fields'

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
