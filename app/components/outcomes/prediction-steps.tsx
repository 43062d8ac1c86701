import type { ReactNode } from 'react'
import type { WaitingFile } from '~/domain/contracts/measuring/waiting-file'
import { FileField } from '../forms/fields'
import { Form, FormActions, type FormState } from '../forms/form'
import { ActionForm, Button, ConfirmStep, SubmitButton } from '../page/button'
import { useLanguage } from '../page/language'
import { ProofLink } from '../page/proof-link'
import { Section, Stack } from '../page/section'
import { isolated, Quiet } from '../page/text'

type Shown = { rowsUrl: string; file: WaitingFile; state: FormState | undefined }

/**
 * A run that waits for predictions in a file: what the team does, step by step. Whose turn it is,
 * until when and what happens otherwise stands above, as for every other status.
 */
export function PredictionSteps(props: Shown) {
  const { t } = useLanguage()
  const { file } = props
  return (
    <Section title={t('prediction.title')}>
      <Stack gap={4}>
        {file.mayAct ? null : <p>{t('prediction.client_waits')}</p>}
        <ol className="grid list-none gap-0 p-0">
          <Take {...props} />
          <Upload {...props} />
          {file.ready ? <Confirm {...props} ready={file.ready} /> : null}
        </ol>
      </Stack>
    </Section>
  )
}

function Step(props: { n: number; title: ReactNode; children: ReactNode }) {
  const { number } = useLanguage()
  return (
    <li className="grid gap-2 border-t border-hairline py-4">
      <h3 className="text-base">
        {number(props.n)}. {props.title}
      </h3>
      {props.children}
    </li>
  )
}

function Take({ rowsUrl, file }: Shown) {
  const { t, dateTime } = useLanguage()
  const { servedAt, servedToName } = file
  return (
    <Step n={1} title={t('prediction.step_take')}>
      <p className="max-w-[60ch]">{t('prediction.step_take_body', { rows: file.rows })}</p>
      {servedAt ? (
        <p className="text-sm">
          {t('prediction.taken', { date: dateTime(servedAt), name: isolated(servedToName ?? '') })}
        </p>
      ) : file.mayAct ? (
        <ConfirmStep
          label={t('prediction.step_take')}
          sentence={t('prediction.take_sentence')}
          tone="primary"
        >
          {/* A download leaves the page where it is, so the form is not marked as sent. */}
          <Form action={rowsUrl} once={false} bare>
            <Button>{t('prediction.take')}</Button>
          </Form>
        </ConfirmStep>
      ) : null}
    </Step>
  )
}

function Upload({ file, state }: Shown) {
  const { t } = useLanguage()
  return (
    <Step n={2} title={t('prediction.step_upload')}>
      <p className="max-w-[60ch]">{t('prediction.step_upload_body')}</p>
      {file.servedAt === null ? <Quiet>{t('prediction.step_upload_later')}</Quiet> : null}
      {file.servedAt !== null && file.mayAct ? (
        <Form intent="predictions" state={state} upload>
          <FileField name="predictions" label={t('prediction.file')} required />
          <FormActions>
            <SubmitButton
              tone={file.ready ? 'quiet' : 'primary'}
              note={t('prediction.upload_note')}
            >
              {t('prediction.upload')}
            </SubmitButton>
          </FormActions>
        </Form>
      ) : null}
    </Step>
  )
}

function Confirm({ file, ready }: Shown & { ready: NonNullable<WaitingFile['ready']> }) {
  const { t } = useLanguage()
  const { rows, predictions, missing, outside, sha256 } = ready
  return (
    <Step n={3} title={t('prediction.step_confirm')}>
      <p>
        {t('prediction.ready', { predictions, rows })} <ProofLink hash={sha256} />
      </p>
      {missing > 0 ? <p>{t('prediction.missing', { count: missing })}</p> : null}
      {outside > 0 ? <p>{t('prediction.outside', { count: outside })}</p> : null}
      {file.mayAct ? (
        <>
          <Quiet>{t('prediction.confirm_or')}</Quiet>
          <ConfirmStep
            label={t('prediction.confirm')}
            sentence={t('prediction.confirm_sentence')}
            tone="quiet"
          >
            <ActionForm
              intent="confirm_predictions"
              label={t('prediction.confirm')}
              tone="danger"
              fields={{ sha256 }}
            />
          </ConfirmStep>
        </>
      ) : null}
    </Step>
  )
}
