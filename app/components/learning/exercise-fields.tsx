import { exerciseGoals } from '~/domain/learning/content/read-fields'
import type { Exercise } from '~/domain/learning/content/track-content'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { plainNumber } from '~/domain/outcomes/criteria/criterion-defaults'
import type { CriterionPreview } from '~/domain/outcomes/criteria/criterion-preview'
import { familyOf, type Metric } from '~/domain/outcomes/criteria/metric'
import { type Goal, goalOf, kindOf, metricOfGoal } from '~/domain/outcomes/criteria/work-kind'
import type { DatasetReport } from '~/domain/outcomes/datasets/dataset-report'
import { CheckboxGroup, SelectField, TextArea, TextField } from '../forms/fields'
import { MarkdownField } from '../forms/markdown-field'
import { type ReaderLanguage, useLanguage } from '../page/language'

/** What is known of an exercise beside what was written: its rows, and what they can decide. */
export type ExerciseFacts = {
  readonly rows: { readonly file: string; readonly report: DatasetReport | null } | null
  readonly needed: number
  readonly short: boolean
  readonly preview: { criterion: Criterion; preview: CriterionPreview } | null
}

/** A goal in words: "F1, average over classes". */
function goalLabel({ t }: Pick<ReaderLanguage, 't'>, goal: Goal): string {
  const { metric, averaging } = metricOfGoal(goal, '')
  const name = t(`outcome.metric_${metric}`)
  return averaging ? `${name}, ${t(`outcome.averaging_${averaging}`)}` : name
}

const groupKeys = {
  classify: 'classify',
  rank: 'rank',
  number: 'number',
  answer: 'answer',
} as const

function groupOf(metric: Metric): keyof typeof groupKeys {
  const kind = kindOf(metric)
  return kind in groupKeys ? (kind as keyof typeof groupKeys) : 'classify'
}

/** An exercise as it is written; its rows are uploaded beside it. */
export function ExerciseFields(props: { exercise: Exercise; facts: ExerciseFacts | null }) {
  const language = useLanguage()
  const { t } = language
  const { brief, criterion, dataset, waysIn } = props.exercise
  return (
    <>
      <MarkdownField
        name="brief"
        required
        label={t('authoring.exercise_brief')}
        help={t('authoring.exercise_brief_help')}
        rows={10}
        defaultValue={brief}
      />
      <SelectField
        name="goal"
        label={t('authoring.metric')}
        help={t('authoring.metric_help')}
        required
        defaultValue={goalOf(criterion)}
        options={exerciseGoals.map((goal) => ({
          value: goal,
          label: goalLabel(language, goal),
          group: t(`authoring.metrics_${groupOf(metricOfGoal(goal, '').metric)}`),
        }))}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="target"
          label={t('authoring.target')}
          help={t('authoring.target_help')}
          required
          inputMode="decimal"
          defaultValue={plainNumber(criterion.target)}
        />
        <TextField
          name="sampleSize"
          label={t('authoring.sample_size')}
          help={t('authoring.sample_size_help')}
          required
          inputMode="numeric"
          defaultValue={criterion.sampleSize}
        />
        <TextField
          name="positiveClass"
          label={t('authoring.positive_class')}
          help={t('authoring.positive_class_help')}
          maxLength={200}
          defaultValue={criterion.positiveClass ?? ''}
        />
        <TextField
          name="sampleRows"
          label={t('authoring.sample_rows')}
          help={t('authoring.sample_rows_help')}
          required
          inputMode="numeric"
          defaultValue={dataset.sampleRows}
        />
        {familyOf(criterion.metric) === 'regression' ? (
          <TextField
            name="missingError"
            label={t('authoring.missing_error')}
            help={t('authoring.missing_error_help')}
            inputMode="decimal"
            defaultValue={plainNumber(criterion.missingError ?? 1)}
          />
        ) : null}
      </div>
      <TextArea
        name="labels"
        label={t('authoring.labels')}
        help={t('authoring.labels_help')}
        rows={4}
        defaultValue={criterion.labels.join('\n')}
      />
      <CheckboxGroup
        name="waysIn[]"
        label={t('authoring.ways_in')}
        required
        defaultValues={waysIn}
        options={(['endpoint', 'file'] as const).map((way) => ({
          value: way,
          label: t(`authoring.way_${way}`),
          help: t(`authoring.way_${way}_help`),
        }))}
      />
    </>
  )
}
