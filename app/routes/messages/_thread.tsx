import { HiddenField, SelectField, TextArea } from '~/components/forms/fields'
import { Form, FormActions, type FormState } from '~/components/forms/form'
import { KeptWords } from '~/components/messages/kept-words'
import { MessageList } from '~/components/messages/message-list'
import { WriteForm } from '~/components/messages/write-form'
import { ActionForm, SubmitButton } from '~/components/page/button'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Row, Section, Stack } from '~/components/page/section'
import { isolated, Name, Quiet, TextLink } from '~/components/page/text'
import { reportReasons } from '~/domain/messages/report'
import { subjectUrl } from '~/domain/messages/thread'
import type { loadThread } from './_thread.server'

type Data = Awaited<ReturnType<typeof loadThread>>

/** A thread: one page of it in the order of time, and under it what one may do. */
export function Thread({ page, before, acting, state }: Data & { state: FormState | null }) {
  const { t } = useLanguage()
  const { standing, threadId, earlier, newest } = page
  const { subject, title, clientName, teamName } = standing
  const here = threadId ? `/messages/${threadId}` : `/messages/about/${subject.id}`
  // A message is acted upon on the page of the thread that it stands on.
  const onPage = before ? `before=${before}&` : ''
  const form = acting?.mayReport
    ? 'report'
    : !acting && newest && standing.mayWrite
      ? 'write'
      : null
  const saysItself = form !== null && state?.intent === form
  const named = [teamName, clientName].flatMap((name) => name ?? [])
  return (
    <Page
      title={<Name>{title}</Name>}
      kicker={t(`message.kind_${subject.kind}`)}
      lead={t(`message.about_${subject.kind}`)}
      crumbs={[
        { href: '/messages', label: t('message.title') },
        ...(standing.opens ? [{ href: subjectUrl(subject), label: title }] : []),
        { label: t(subject.kind === 'brief' ? 'message.beside_brief' : 'message.beside') },
      ]}
      width="reading"
    >
      <Stack gap={6}>
        <Row gap={4}>
          <Quiet>{named.map(isolated).join(' · ')}</Quiet>
          <Quiet>{t('message.count', { count: page.count })}</Quiet>
        </Row>
        {saysItself ? null : (
          <>
            <ErrorNotice state={state} />
            <KeptWords state={state} />
          </>
        )}
        {acting ? (
          <ActPanel
            of={{ kind: subject.kind, threadId }}
            message={acting}
            here={here}
            state={state}
          />
        ) : (
          <>
            <Stack gap={3}>
              <Row gap={4}>
                {earlier ? (
                  <TextLink href={`${here}?before=${earlier}`}>{t('message.earlier')}</TextLink>
                ) : null}
                {newest ? null : <TextLink href={here}>{t('message.newest')}</TextLink>}
              </Row>
              {page.messages.length > 0 ? (
                <MessageList
                  of={{ kind: subject.kind, threadId }}
                  messages={page.messages}
                  freshId={page.freshId}
                  actHref={(messageId) => `${here}?${onPage}act=${messageId}#act`}
                />
              ) : (
                <Quiet>{t(subject.kind === 'brief' ? 'message.none_brief' : 'message.none')}</Quiet>
              )}
            </Stack>
            {newest ? <WriteForm page={page} state={saysItself ? state : null} /> : null}
          </>
        )}
      </Stack>
    </Page>
  )
}

function ActPanel(props: {
  of: { kind: string; threadId: string | null }
  message: NonNullable<Data['acting']>
  here: string
  state: FormState | null
}) {
  const { of, message, here, state } = props
  const { t } = useLanguage()
  return (
    <Section
      id="act"
      title={t('message.act_title')}
      lead={message.mayReport ? t('message.report_lead') : undefined}
    >
      <MessageList of={of} messages={[message]} />
      {message.reported ? <Quiet>{t('message.reported')}</Quiet> : null}
      {message.mayReport ? (
        <Form intent="report" state={state}>
          <HiddenField name="messageId" value={message.id} />
          <SelectField
            name="reason"
            label={t('message.reason')}
            options={reportReasons.map((value) => ({ value, label: t(`message.reason_${value}`) }))}
            width="medium"
            required
          />
          <TextArea name="words" label={t('message.report_words')} rows={3} maxLength={1_000} />
          <FormActions>
            <SubmitButton tone="danger">{t('message.report_button')}</SubmitButton>
          </FormActions>
        </Form>
      ) : null}
      {message.mayBlock && message.author ? (
        <Stack gap={2}>
          <div>
            <ActionForm
              intent="block"
              label={t('message.block', { name: isolated(message.author) })}
              tone="quiet"
              fields={{ messageId: message.id }}
            />
          </div>
          <Quiet>{t('message.block_lead')}</Quiet>
        </Stack>
      ) : null}
      <p>
        <TextLink href={here}>{t('message.back_to_thread')}</TextLink>
      </p>
    </Section>
  )
}
