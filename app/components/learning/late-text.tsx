import {
  openVersionStatuses,
  type TrackVersionStatus,
} from '~/domain/learning/versions/track-version'
import { SelectField } from '../forms/fields'
import { TypedAgain } from '../forms/typed-again'
import { LinkButton, SubmitButton } from '../page/button'
import { useLanguage } from '../page/language'
import { Notice } from '../page/notice'
import { Section } from '../page/section'

type LatePage = {
  readonly gone: boolean
  readonly editable: boolean
  readonly path: string
  readonly version: { readonly status: TrackVersionStatus }
  /** Where an item that is gone can be put back. */
  readonly courses?: readonly { readonly key: string; readonly title: string }[]
}
export type Late = {
  readonly mine: string
  readonly values: Readonly<Record<string, string | string[]>>
}

/** A text that came too late to be saved: whole, with what happened and where it can go now. */
export function LateText(props: { page: LatePage; track: string; late: Late }) {
  const { t } = useLanguage()
  const { page, late } = props
  const courses = page.editable ? (page.courses ?? []) : []
  return (
    <Section title={t('authoring.late_title')}>
      <div role="alert" tabIndex={-1} data-focus="">
        <Notice tone="turn">{t(`authoring.late_${happened(page)}`)}</Notice>
      </div>
      {page.gone && courses.length > 0 ? (
        <TypedAgain intent="put-back" values={late.values} without={['courseKey']}>
          <div className="grid max-w-[68ch] gap-4">
            <SelectField
              name="courseKey"
              label={t('authoring.put_back_course')}
              required
              width="medium"
              options={courses.map(({ key, title }) => ({ value: key, label: title }))}
            />
            <SubmitButton note={t('authoring.put_back_note')}>
              {t('authoring.put_back')}
            </SubmitButton>
          </div>
        </TypedAgain>
      ) : (
        <div className="flex flex-wrap gap-3">
          <LinkButton href={props.track}>{t('authoring.to_track')}</LinkButton>
          {page.gone ? null : (
            <LinkButton href={`${page.path}/history`}>{t('authoring.history')}</LinkButton>
          )}
        </div>
      )}
      <label className="markdown-field grid gap-2">
        <span className="field-label">{t('authoring.late_text')}</span>
        <textarea readOnly dir="auto" rows={18} className="input" value={late.mine} />
      </label>
    </Section>
  )
}

function happened({ gone, editable, version }: LatePage) {
  if (gone) return editable ? 'removed' : 'gone'
  return openVersionStatuses.includes(version.status) ? 'handed_in' : 'closed'
}
