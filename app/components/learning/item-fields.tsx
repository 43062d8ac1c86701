import type { Item, ItemContent } from '~/domain/learning/content/track-content'
import { TextField } from '../forms/fields'
import { MarkdownField } from '../forms/markdown-field'
import { useLanguage } from '../page/language'
import { CapstoneFields } from './capstone-fields'
import { type ExerciseFacts, ExerciseFields } from './exercise-fields'
import { QuizFields } from './quiz-fields'

/** Everything that is written of one item. */
export function ItemFields(props: {
  item: Omit<Item, 'key'> & ItemContent
  exercise: ExerciseFacts | null
}) {
  const { t } = useLanguage()
  const { item } = props
  return (
    <>
      <TextField
        name="title"
        label={t('authoring.item_title')}
        required
        maxLength={200}
        defaultValue={item.title}
      />
      <TextField
        name="minutes"
        label={t('authoring.minutes')}
        help={t('authoring.minutes_help')}
        required
        inputMode="numeric"
        width="short"
        defaultValue={item.minutes}
      />
      <ContentFields item={item} exercise={props.exercise} />
    </>
  )
}

function ContentFields({ item, exercise }: { item: ItemContent; exercise: ExerciseFacts | null }) {
  const { t } = useLanguage()
  switch (item.kind) {
    case 'lesson':
      return (
        <MarkdownField
          name="body"
          required={!item.package}
          label={t('authoring.body')}
          help={t('authoring.body_help')}
          rows={24}
          defaultValue={item.body}
        />
      )
    case 'quiz':
      return <QuizFields quiz={item.quiz} />
    case 'exercise':
      return <ExerciseFields exercise={item.exercise} facts={exercise} />
    case 'capstone':
      return <CapstoneFields capstone={item.capstone} />
  }
}
