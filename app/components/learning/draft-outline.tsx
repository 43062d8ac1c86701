import { type ItemKind, itemKinds } from '~/domain/learning/content/track-content'
import {
  openVersionStatuses,
  type TrackVersionStatus,
} from '~/domain/learning/versions/track-version'
import { HiddenField, SelectField, TextField } from '../forms/fields'
import { Form, FormActions, type FormState } from '../forms/form'
import { ActionForm, ConfirmStep, SubmitButton } from '../page/button'
import { EmptyState } from '../page/empty-state'
import { Fold } from '../page/fold'
import { Icon } from '../page/icon'
import { useLanguage } from '../page/language'
import { Row, Section } from '../page/section'
import { studyTime } from '../page/study-time'
import { Name, Quiet } from '../page/text'

type OutlineItem = { key: string; title: string; kind: ItemKind; minutes: number }
type OutlineCourse = {
  key: string
  title: string
  summary: string
  items: readonly OutlineItem[]
}
export type DraftOutlinePage = {
  readonly path: string
  readonly editable: boolean
  readonly courses: readonly OutlineCourse[]
  readonly removed: readonly { key: string; title: string; kind: ItemKind }[]
  readonly partner: { readonly mayManage: boolean }
  readonly version: { readonly status: TrackVersionStatus }
  readonly problems: readonly unknown[]
  readonly events: readonly string[]
  readonly addressFixed: boolean
}

/** The courses of a version with what is in them; on a draft, with what can be done to the order. */
export function DraftOutline({ page, state }: { page: DraftOutlinePage; state: FormState | null }) {
  const { t } = useLanguage()
  const { courses, editable } = page
  return (
    <div className="grid gap-8">
      {courses.length === 0 ? (
        <EmptyState title={t('authoring.courses_none')} body={t('authoring.courses_none_body')} />
      ) : null}
      {courses.map((course, at) => (
        <Course
          key={course.key}
          course={course}
          page={page}
          state={state}
          first={at === 0}
          last={at === courses.length - 1}
        />
      ))}
      {editable ? <AddCourse state={state} open={courses.length === 0} /> : null}
      {page.removed.length > 0 ? <Removed page={page} /> : null}
    </div>
  )
}

type CourseProps = {
  course: OutlineCourse
  page: DraftOutlinePage
  state: FormState | null
  first: boolean
  last: boolean
}

function Course({ course, page, state, first, last }: CourseProps) {
  const language = useLanguage()
  const { t } = language
  const { items } = course
  return (
    <section id={`c-${course.key}`} className="grid scroll-mt-4 gap-3">
      <header className="flex flex-wrap items-start justify-between gap-2">
        <div className="grid gap-1">
          <h3 className="text-base">
            <Name>{course.title}</Name>
          </h3>
          {course.summary ? (
            <Quiet>
              <Name>{course.summary}</Name>
            </Quiet>
          ) : null}
        </div>
        {page.editable ? <Arrows of="course" row={course} first={first} last={last} /> : null}
      </header>
      <ol className="m-0 grid list-none border-t border-hairline p-0">
        {items.map((item, at) => (
          <li
            key={item.key}
            id={`i-${item.key}`}
            className="flex flex-wrap items-center justify-between gap-x-4 border-b border-hairline py-1"
          >
            <a
              href={`${page.path}/items/${item.key}`}
              className="grid min-w-0 flex-1 basis-56 py-2 no-underline"
            >
              <span className="underline">
                <Name>{item.title}</Name>
              </span>
              <span className="text-xs text-quiet">
                {t(`authoring.kind_${item.kind}`)} · {studyTime(language, item.minutes)}
              </span>
            </a>
            {page.editable ? (
              <div className="flex flex-wrap items-center">
                <Arrows
                  of="item"
                  row={item}
                  first={first && at === 0}
                  last={last && at === items.length - 1}
                />
                <ConfirmStep
                  tone="quiet"
                  label={t('common.remove')}
                  sentence={t('authoring.item_remove_sure', { title: item.title })}
                >
                  <ActionForm
                    intent="item-remove"
                    tone="danger"
                    label={t('common.remove')}
                    fields={{ key: item.key }}
                  />
                </ConfirmStep>
              </div>
            ) : null}
          </li>
        ))}
      </ol>
      {page.editable ? <CourseForms course={course} state={state} /> : null}
    </section>
  )
}

function Arrows(props: {
  of: 'course' | 'item'
  row: { key: string; title: string }
  first: boolean
  last: boolean
}) {
  const { t } = useLanguage()
  const { of, row } = props
  const arrow = (way: 'up' | 'down') => (
    <Form intent={`${of}-${way}`} bare>
      <HiddenField name="key" value={row.key} />
      <button
        type="submit"
        className="button button-bare"
        aria-label={t(`authoring.${way}`, { name: row.title })}
      >
        <span className={`inline-flex ${way === 'up' ? 'rotate-180' : ''}`}>
          <Icon name="down" size={18} />
        </span>
      </button>
    </Form>
  )
  return (
    <span className="flex">
      {props.first ? null : arrow('up')}
      {props.last ? null : arrow('down')}
    </span>
  )
}

function CourseForms({ course, state }: { course: OutlineCourse; state: FormState | null }) {
  const { t } = useLanguage()
  const add = state?.intent === `item-add-${course.key}` ? state : null
  const rename = state?.intent === `course-rename-${course.key}` ? state : null
  const given = (of: FormState | null, intent: string) => (of ? { ...of, intent } : null)
  return (
    <div className="grid gap-1">
      <Fold label={t('authoring.item_add')} open={add !== null || course.items.length === 0}>
        <Form intent="item-add" state={given(add, 'item-add')}>
          <HiddenField name="key" value={course.key} />
          <SelectField
            name="kind"
            label={t('authoring.item_kind')}
            required
            width="medium"
            defaultValue="lesson"
            options={itemKinds.map((kind) => ({
              value: kind,
              label: t(`authoring.kind_${kind}`),
            }))}
          />
          <TextField name="title" label={t('authoring.item_title')} required maxLength={200} />
          <FormActions>
            <SubmitButton tone="quiet">{t('authoring.item_add')}</SubmitButton>
          </FormActions>
        </Form>
      </Fold>
      <Fold label={t('authoring.course_change')} open={rename !== null}>
        <Form intent="course-rename" state={given(rename, 'course-rename')}>
          <HiddenField name="key" value={course.key} />
          <CourseFields course={course} />
          <FormActions>
            <SubmitButton tone="quiet">{t('authoring.save')}</SubmitButton>
          </FormActions>
        </Form>
        <ConfirmStep
          label={t('authoring.course_remove')}
          sentence={t('authoring.course_remove_sure', { count: course.items.length })}
        >
          <ActionForm
            intent="course-remove"
            tone="danger"
            label={t('authoring.course_remove')}
            fields={{ key: course.key }}
          />
        </ConfirmStep>
      </Fold>
    </div>
  )
}

function CourseFields({ course }: { course?: { title: string; summary: string } }) {
  const { t } = useLanguage()
  return (
    <>
      <TextField
        name="title"
        label={t('authoring.course_title')}
        required
        maxLength={160}
        defaultValue={course?.title}
      />
      <TextField
        name="summary"
        label={t('authoring.course_summary')}
        maxLength={400}
        defaultValue={course?.summary}
      />
    </>
  )
}

function AddCourse({ state, open }: { state: FormState | null; open: boolean }) {
  const { t } = useLanguage()
  const mine = state?.intent === 'course-add' ? state : null
  return (
    <Fold label={t('authoring.course_add')} open={open || mine !== null}>
      <Form intent="course-add" state={mine}>
        <CourseFields />
        <FormActions>
          <SubmitButton tone="quiet">{t('authoring.course_add')}</SubmitButton>
        </FormActions>
      </Form>
    </Fold>
  )
}

function Removed({ page }: { page: DraftOutlinePage }) {
  const { t } = useLanguage()
  return (
    <Section level={3} title={t('authoring.removed')} lead={t('authoring.removed_lead')}>
      {page.removed.map(({ key, title, kind }) => (
        <Row key={key} justify="between">
          <span>
            <Name>{title}</Name>{' '}
            <span className="text-xs text-quiet">{t(`authoring.kind_${kind}`)}</span>
          </span>
          {page.editable && page.courses.length > 0 ? (
            <ActionForm
              intent="item-return"
              tone="quiet"
              label={t('authoring.bring_back')}
              fields={{ key }}
            />
          ) : null}
        </Row>
      ))}
    </Section>
  )
}

/** What can happen to the version as a whole. */
export function VersionActs({ page }: { page: DraftOutlinePage }) {
  const { t } = useLanguage()
  const { events, partner, problems, version } = page
  const can = (event: string) => events.includes(event)
  const next = page.addressFixed && !openVersionStatuses.includes(version.status)
  return (
    <Section title={t('authoring.what_next')}>
      <div className="flex flex-wrap items-start gap-4">
        {can('submit') ? (
          problems.length === 0 ? (
            <Form intent="submit" bare>
              <SubmitButton note={t('authoring.submit_note')}>{t('authoring.submit')}</SubmitButton>
            </Form>
          ) : (
            <Quiet>{t('authoring.submit_waits', { count: problems.length })}</Quiet>
          )
        ) : null}
        {can('take_back') ? (
          <Form intent="take-back" bare>
            <SubmitButton tone="quiet" note={t('authoring.take_back_note')}>
              {t('authoring.take_back')}
            </SubmitButton>
          </Form>
        ) : null}
        {next ? (
          <Form intent="next-version" bare>
            <SubmitButton note={t('authoring.next_version_note')}>
              {t('authoring.next_version')}
            </SubmitButton>
          </Form>
        ) : null}
        {can('discard') ? (
          <Sure
            intent="discard"
            label={t('authoring.discard')}
            says={t('authoring.discard_sure')}
          />
        ) : null}
        {can('withdraw') && partner.mayManage ? (
          <Sure
            intent="withdraw"
            label={t('authoring.withdraw')}
            says={t('authoring.withdraw_sure')}
          />
        ) : null}
      </div>
    </Section>
  )
}

function Sure({ intent, label, says }: { intent: string; label: string; says: string }) {
  return (
    <ConfirmStep label={label} sentence={says}>
      <ActionForm intent={intent} tone="danger" label={label} />
    </ConfirmStep>
  )
}
