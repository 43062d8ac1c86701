import { DataTable } from '~/components/page/data-table'
import { useLanguage } from '~/components/page/language'
import { Section, Stack } from '~/components/page/section'
import { Quiet } from '~/components/page/text'
import { ItemPlot } from '~/components/plots/item-plot'
import type { QuestionFigures } from '~/domain/figures/quiz-figures.server'

/** How each question of the version works: a picture, and the table that it is drawn from. */
export function Questions(props: { questions: readonly QuestionFigures[]; csv: string }) {
  const { t, number } = useLanguage()
  const { questions } = props
  const figure = (value: number) => number(value, { digits: 2, leastDigits: 2 })
  return (
    <Section
      title={t('graduate.items_title')}
      lead={t('graduate.items_lead')}
      actions={<a href={props.csv}>{t('graduate.csv_items')}</a>}
    >
      {questions.length === 0 ? (
        <Quiet>{t('graduate.items_few')}</Quiet>
      ) : (
        <Stack gap={6}>
          <ItemPlot items={questions} />
          <DataTable
            caption={t('graduate.items_title')}
            hideCaption
            rows={questions}
            rowKey={({ quizKey, question }) => `${quizKey} ${question}`}
            columns={[
              {
                key: 'question',
                label: t('graduate.question'),
                primary: true,
                cell: ({ prompt, question }) => <bdi>{prompt || question}</bdi>,
              },
              { key: 'quiz', label: t('graduate.quiz'), cell: ({ quiz }) => <bdi>{quiz}</bdi> },
              {
                key: 'attempts',
                label: t('graduate.attempts'),
                numeric: true,
                cell: ({ attempts }) => number(attempts),
              },
              {
                key: 'difficulty',
                label: t('graduate.difficulty'),
                numeric: true,
                cell: ({ difficulty }) => figure(difficulty),
              },
              {
                key: 'discrimination',
                label: t('graduate.discrimination'),
                numeric: true,
                cell: ({ discrimination }) =>
                  discrimination === null ? '–' : figure(discrimination),
              },
              {
                key: 'look',
                label: t('graduate.judgement'),
                cell: ({ look }) => (look === null ? '–' : t(`graduate.look_${look}`)),
              },
            ]}
          />
        </Stack>
      )}
    </Section>
  )
}
