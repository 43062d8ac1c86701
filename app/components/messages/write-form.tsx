import { mostCharacters } from '~/domain/messages/thread'
import type { ThreadPage } from '~/domain/messages/thread-view'
import { CheckboxGroup, FileField, HiddenField, SelectField, TextArea } from '../forms/fields'
import { Form, FormActions, type FormState } from '../forms/form'
import { SubmitButton } from '../page/button'
import { Fold } from '../page/fold'
import { useLanguage } from '../page/language'
import { Notice } from '../page/notice'
import { isolated, Quiet } from '../page/text'

/**
 * The form for a message. What names a way around Samar comes back once with a warning, and goes
 * out with a second press.
 */
export function WriteForm({ page, state }: { page: ThreadPage; state: FormState | null }) {
  const { t } = useLanguage()
  const { standing, people } = page
  if (!standing.mayWrite) return <WhyNot page={page} />
  const warning = state?.errors?.outside
  // A warning is no error: nothing needs to be mended before the second press.
  const shown = state && warning ? { ...state, errors: {} } : state
  const knows = String(state?.values?.knows ?? '')
  const isBrief = standing.subject.kind === 'brief'
  const label = isBrief
    ? standing.side === 'client'
      ? 'message.body_answer'
      : 'message.body_question'
    : 'message.body'
  return (
    <Form id="write" intent="write" state={shown} upload>
      {typeof warning === 'string' ? (
        <div role="alert" tabIndex={-1} data-focus="">
          <Notice tone="turn" title={t('message.warned_title')}>
            <p>{warning}</p>
            {state?.values?.files ? <p>{t('message.warned_files')}</p> : null}
          </Notice>
        </div>
      ) : null}
      <HiddenField name="knows" value={warning ? knows : ''} />
      {isBrief && standing.teams.length > 1 ? (
        <SelectField
          name="teamId"
          label={t('message.team')}
          help={t('message.team_help')}
          options={standing.teams.map(({ id, name }) => ({ value: id, label: name }))}
          width="medium"
          required
        />
      ) : null}
      {page.questions.length > 0 ? (
        <SelectField
          name="answersId"
          label={t('message.answers_which')}
          options={[
            ...page.questions.map(({ id, body, answered }) => ({
              value: id,
              label: answered ? t('message.answers_again', { question: cut(body) }) : cut(body),
            })),
            { value: '', label: t('message.answers_none') },
          ]}
          defaultValue={page.questions.find(({ answered }) => !answered)?.id ?? ''}
        />
      ) : null}
      <TextArea
        name="body"
        label={t(label)}
        help={t(isBrief ? 'message.body_help_brief' : 'message.body_help')}
        rows={5}
        maxLength={mostCharacters}
        required
      />
      <Fold label={t('message.more_fields')} open={Boolean(state)}>
        {people.length > 0 ? (
          <CheckboxGroup
            name="mentions[]"
            label={t('message.mention')}
            help={t('message.mention_help')}
            options={people.map(({ personId, name }) => ({
              value: personId,
              label: <bdi>{name}</bdi>,
            }))}
          />
        ) : null}
        <FileField
          name="files"
          label={t('message.files_add')}
          help={t('message.files_help')}
          multiple
        />
      </Fold>
      <FormActions>
        <SubmitButton>{t(warning ? 'message.send_anyway' : 'message.send')}</SubmitButton>
      </FormActions>
    </Form>
  )
}

const cut = (text: string) => (text.length > 90 ? `${text.slice(0, 90).trimEnd()}…` : text)

function WhyNot({ page: { standing } }: { page: ThreadPage }) {
  const { t } = useLanguage()
  if (standing.closed) {
    const isBrief = standing.subject.kind === 'brief'
    return <Quiet>{t(isBrief ? 'message.closed_brief' : 'message.closed_proposal')}</Quiet>
  }
  if (standing.side === null) return <Quiet>{t('message.need_team')}</Quiet>
  return <Quiet>{t('message.reads_only', { client: isolated(standing.clientName) })}</Quiet>
}
