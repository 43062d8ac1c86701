import type { Capstone, RubricLine } from '~/domain/learning/content/track-content'
import { TextArea, TextField } from '../forms/fields'
import { MarkdownField } from '../forms/markdown-field'
import { EditButton, EditRow } from '../forms/row-buttons'
import { useLanguage } from '../page/language'
import { PassMark } from './quiz-fields'

/** A capstone as it is written: what is asked for, what is handed in, and how it is marked. */
export function CapstoneFields({ capstone }: { capstone: Capstone }) {
  const { t } = useLanguage()
  const { rubric } = capstone
  return (
    <>
      <MarkdownField
        name="brief"
        required
        label={t('authoring.capstone_brief')}
        rows={10}
        defaultValue={capstone.brief}
      />
      <TextArea
        name="deliverables"
        label={t('authoring.deliverables')}
        help={t('authoring.deliverables_help')}
        required
        rows={4}
        defaultValue={capstone.deliverables.join('\n')}
      />
      <PassMark share={capstone.passMark} />
      {rubric.map((line, at) => (
        <LineFields key={line.key} line={line} at={at} last={at === rubric.length - 1} />
      ))}
      <div className="border-t border-hairline pt-4">
        <EditButton command="line-add:new" icon="plus" label={t('authoring.line_add')}>
          {t('authoring.line_add')}
        </EditButton>
      </div>
    </>
  )
}

function LineFields({ line, at, last }: { line: RubricLine; at: number; last: boolean }) {
  const { t, number } = useLanguage()
  const name = `r.${at}`
  const label = t('authoring.line_n', { n: number(at + 1) })
  return (
    <EditRow
      id={`r-${line.key}`}
      stem="line"
      of={line.key}
      name={label}
      first={at === 0}
      last={last}
    >
      <input type="hidden" name={`${name}.key`} value={line.key} />
      <TextField
        name={`${name}.title`}
        label={t('authoring.line_title')}
        help={t('authoring.line_title_help')}
        required
        maxLength={300}
        defaultValue={line.title}
      />
      {line.levels.map((level, place) => {
        const levelName = t('authoring.level_n', { n: number(place + 1) })
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: levels have no name but their place.
          <fieldset key={place} className="grid gap-1">
            <legend className="float-start w-full p-0 text-xs text-quiet">{levelName}</legend>
            <div className="flex items-end gap-2">
              <div className="w-20 flex-none">
                <TextField
                  name={`${name}.l.${place}.points`}
                  label={t('authoring.points')}
                  required
                  inputMode="numeric"
                  defaultValue={level.points}
                />
              </div>
              <div className="min-w-0 flex-1">
                <TextField
                  name={`${name}.l.${place}.text`}
                  label={t('authoring.level_text')}
                  required
                  maxLength={2000}
                  defaultValue={level.text}
                />
              </div>
              <EditButton
                command={`level-remove:${line.key}:${place}`}
                icon="cross"
                label={t('authoring.remove_row', { name: levelName })}
              />
            </div>
          </fieldset>
        )
      })}
      <div>
        <EditButton
          command={`level-add:${line.key}`}
          icon="plus"
          label={`${t('authoring.level_add')}, ${label}`}
        >
          {t('authoring.level_add')}
        </EditButton>
      </div>
    </EditRow>
  )
}
