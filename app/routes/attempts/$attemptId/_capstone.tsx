import { FileField, TextArea } from '~/components/forms/fields'
import { Form, FormActions, type FormState } from '~/components/forms/form'
import { CapstoneWork } from '~/components/learning/capstone-work'
import { ReviewMarks, RubricTable } from '~/components/learning/rubric-marks'
import { WorkText } from '~/components/learning/work-text'
import { ActionForm, Button, ConfirmStep, SubmitButton } from '~/components/page/button'
import { Countdown } from '~/components/page/countdown'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Section, Stack } from '~/components/page/section'
import { Name, Quiet, TextLink, UserText } from '~/components/page/text'
import type { CapstonePage } from '~/domain/learning/attempts/capstone-queries.server'
import { workFileKinds, workLimits } from '~/domain/learning/attempts/capstone-work'

export type ShownCapstone = CapstonePage & { html: string | null }
type Part = { page: ShownCapstone }
type Sent = Part & { state: FormState | undefined }

/** An attempt at a capstone: what is asked, the work, and, when it is graded, the marks. */
export function CapstoneAttempt({ page, state }: Sent) {
  const { t } = useLanguage()
  return (
    <Stack gap={7}>
      <Result page={page} />
      <Waiting page={page} />
      {page.reviews.length > 0 ? (
        <ReviewMarks
          title={t('grading.marks')}
          rubric={page.capstone.rubric}
          reviews={page.reviews}
        />
      ) : null}
      <Appeal page={page} state={state} />
      <Asked page={page} />
      {page.may.edit ? (
        <Draft page={page} state={state} />
      ) : (
        <CapstoneWork
          work={{ ...page.work, html: page.html }}
          filesUrl={`/attempts/${page.attempt.id}/files`}
        />
      )}
    </Stack>
  )
}

function Asked({ page }: Part) {
  const { t, percent } = useLanguage()
  const { capstone } = page
  return (
    <Section title={t('grading.asked')}>
      {page.brief ? <WorkText html={page.brief} /> : null}
      <h3 className="text-base">{t('grading.deliverables')}</h3>
      <ul className="m-0 grid max-w-[68ch] list-disc gap-1 ps-5">
        {capstone.deliverables.map((line) => (
          <li key={line}>
            <Name>{line}</Name>
          </li>
        ))}
      </ul>
      <Fold label={t('grading.rubric_fold')} open={page.may.edit}>
        <Quiet>
          {t('grading.pass_mark', {
            share: percent(capstone.passMark, 0),
            points: page.mostPoints,
          })}
        </Quiet>
        <RubricTable rubric={capstone.rubric} />
      </Fold>
    </Section>
  )
}

function Draft({ page, state }: Sent) {
  const { t, size } = useLanguage()
  const { work } = page
  return (
    <Section title={t('grading.hand_in_title')} lead={t('grading.hand_in_lead')}>
      {page.namesAuthor ? (
        <Notice tone="turn">
          <p>{t('grading.names_you')}</p>
        </Notice>
      ) : null}
      <DraftFiles page={page} />
      <Form state={state?.intent === 'appeal' ? null : state} upload>
        <TextArea
          name="words"
          label={t('grading.words')}
          help={t('grading.words_help')}
          rows={14}
          maxLength={workLimits.words}
          defaultValue={work.words}
        />
        <TextArea
          name="links"
          label={t('grading.links')}
          help={t('grading.links_help', { count: workLimits.links })}
          rows={3}
          defaultValue={work.links.join('\n')}
        />
        <FileField
          name="files"
          label={t('grading.files_add')}
          help={t('grading.files_help', {
            count: workLimits.files,
            size: size(workLimits.fileBytes),
            all: size(workLimits.allBytes),
          })}
          accept={workFileKinds.map((kind) => `.${kind}`).join(',')}
          multiple
        />
        <FormActions>
          <SubmitButton name="intent" value="save" tone="primary" note={t('grading.save_note')}>
            {t('grading.save')}
          </SubmitButton>
        </FormActions>
        <ConfirmStep
          label={t('grading.submit')}
          tone="quiet"
          sentence={t('grading.submit_capstone_sentence')}
        >
          <Button name="intent" value="submit">
            {t('grading.submit_yes')}
          </Button>
        </ConfirmStep>
      </Form>
    </Section>
  )
}

/** Files that are there already, each with a way to take it out again. */
function DraftFiles({ page }: Part) {
  const { t, size } = useLanguage()
  const { files } = page.work
  if (files.length === 0) return null
  return (
    <div className="grid gap-1">
      <h3 className="text-base">{t('grading.files')}</h3>
      <ul className="m-0 grid list-none gap-0 p-0">
        {files.map((file) => (
          <li
            key={file.id}
            className="flex flex-wrap items-center justify-between gap-x-4 border-b border-hairline py-1"
          >
            <span className="min-w-0 break-all">
              <a href={`/attempts/${page.attempt.id}/files/${file.id}`}>
                <Name>{file.name}</Name>
              </a>{' '}
              <Quiet as="span">{size(file.bytes)}</Quiet>
            </span>
            <ActionForm
              intent="remove_file"
              label={t('grading.file_remove')}
              tone="bare"
              fields={{ fileId: file.id }}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Whose turn it is while others mark. */
function Waiting({ page }: Part) {
  const { t } = useLanguage()
  const { marking, reviewersMissing } = page
  if (reviewersMissing) {
    return (
      <Notice tone="info" title={t('grading.waits_reviewers')}>
        <p>{t('grading.waits_reviewers_body')}</p>
      </Notice>
    )
  }
  if (!marking) return null
  return (
    <Notice tone="info" title={t(marking.third ? 'grading.waits_third' : 'grading.waits_marks')}>
      <p>{t('grading.waits_marks_body')}</p>
      {marking.dueAt ? (
        <p>
          <Countdown until={marking.dueAt} label={t('grading.due_by')} />
        </p>
      ) : null}
    </Notice>
  )
}

function Result({ page }: Part) {
  const { t, percent } = useLanguage()
  const { attempt, points } = page
  if (attempt.passed === null || points === null) return null
  const share = percent(page.capstone.passMark, 0)
  return (
    <Notice tone={attempt.passed ? 'met' : 'lost'}>
      <p>
        {t(attempt.passed ? 'grading.capstone_passed' : 'grading.capstone_not_passed', {
          points,
          most: page.mostPoints,
          share,
        })}
      </p>
      <p>
        <TextLink href={`/tracks/${page.track.slug}/${page.item.key}`}>
          {t(attempt.passed ? 'grading.go_on' : 'grading.try_again')}
        </TextLink>
      </p>
    </Notice>
  )
}

function Appeal({ page, state }: Sent) {
  const { t, dateTime } = useLanguage()
  const { appeal } = page
  if (appeal) {
    return (
      <Section title={t('grading.appeal')}>
        <p className="text-sm text-quiet">
          {t('grading.appeal_filed', { date: dateTime(appeal.filedAt) })}
        </p>
        <UserText text={appeal.reason} />
        {appeal.outcome && appeal.decidedAt ? (
          <Notice tone={appeal.outcome === 'stands' ? 'info' : 'met'}>
            <p>
              {t(`grading.appeal_${appeal.outcome}`)}{' '}
              {t('grading.appeal_decided', { date: dateTime(appeal.decidedAt) })}
            </p>
            <UserText text={appeal.words} />
          </Notice>
        ) : (
          <Notice tone="info">
            <p>{t('grading.appeal_waits')}</p>
          </Notice>
        )}
      </Section>
    )
  }
  if (!page.may.appeal || !page.appealUntil) return null
  return (
    <Section title={t('grading.appeal')}>
      <p>
        <Countdown until={page.appealUntil} label={t('grading.appeal_until')} />
      </p>
      <ConfirmStep
        label={t('grading.appeal_write')}
        tone="quiet"
        sentence={t('grading.appeal_sentence')}
        open={state?.intent === 'appeal'}
      >
        <Form intent="appeal" state={state?.intent === 'appeal' ? state : null}>
          <TextArea
            name="reason"
            label={t('grading.appeal_reason')}
            help={t('grading.appeal_reason_help')}
            rows={6}
            maxLength={5_000}
            required
          />
          <FormActions>
            <SubmitButton>{t('grading.appeal_send')}</SubmitButton>
          </FormActions>
        </Form>
      </ConfirmStep>
    </Section>
  )
}
