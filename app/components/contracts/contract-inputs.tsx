import type { ContractInputState, ShownInput } from '~/domain/contracts/inputs/contract-input'
import { mostDeliveryFiles, mostFileBytes } from '~/domain/contracts/milestones/delivery-file'
import { FileField, HiddenField, TextArea, TextField } from '../forms/fields'
import { Form, FormActions, type FormState } from '../forms/form'
import { ActionForm, ConfirmStep, SubmitButton } from '../page/button'
import { Countdown } from '../page/countdown'
import { useLanguage } from '../page/language'
import { Section } from '../page/section'
import { StatusChip, type StatusKind } from '../page/status-chip'
import { Name, Quiet, TextLink, UserText } from '../page/text'

const chips: Record<ContractInputState, StatusKind> = {
  awaited: 'waiting',
  asked_again: 'waiting',
  handed_in: 'running',
  confirmed: 'done',
}

/** What the client hands over before the weeks count: each with how far it has come and what to do. */
export function ContractInputs(props: {
  contractId: string
  inputs: readonly ShownInput[]
  /** The weeks have not begun. */
  waits: boolean
  /** Money is held, or was, for a milestone. */
  paid: boolean
  state: FormState | undefined
}) {
  const { t } = useLanguage()
  if (props.inputs.length === 0) return null
  const done = props.inputs.every(({ state }) => state === 'confirmed')
  return (
    <Section
      id="inputs"
      title={t('input.title')}
      lead={t(
        !done
          ? props.waits
            ? 'input.lead'
            : 'input.lead_begun'
          : props.paid
            ? 'input.lead_done'
            : 'input.lead_unpaid',
      )}
    >
      <ul className="m-0 grid list-none border-t border-hairline p-0">
        {props.inputs.map((input) => (
          <li key={input.inputId} className="grid gap-3 border-b border-hairline py-4">
            <div className="grid gap-1">
              <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
                <span className="font-semibold">
                  <Name>{input.title}</Name>
                </span>
                <StatusChip
                  kind={input.events.length > 0 ? 'your_turn' : chips[input.state]}
                  label={t(`input.state_${input.state}`)}
                />
              </p>
              <p dir="auto" className="max-w-[60ch] text-sm text-quiet">
                {input.why}
              </p>
            </div>
            <HandedIn contractId={props.contractId} input={input} />
            <Acts input={input} state={props.state} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function HandedIn({ contractId, input }: { contractId: string; input: ShownInput }) {
  const { t, date, size } = useLanguage()
  return (
    <>
      {input.note ? (
        <div className="grid gap-1">
          <Quiet>{t('input.handed_in')}</Quiet>
          <UserText text={input.note} />
        </div>
      ) : null}
      {input.link ? (
        <p>
          <a href={input.link} rel="noreferrer nofollow" className="break-all" dir="ltr">
            {input.link}
          </a>
        </p>
      ) : null}
      {input.files.length > 0 ? (
        <ul className="grid list-disc gap-1 ps-5">
          {input.files.map((file) => (
            <li key={file.id}>
              <TextLink href={`/contracts/${contractId}/files/${file.id}`}>
                <Name>{file.name}</Name>
              </TextLink>{' '}
              <Quiet as="span">{size(file.sizeBytes)}</Quiet>
            </li>
          ))}
        </ul>
      ) : null}
      {input.missing && input.state !== 'confirmed' ? (
        <div className="grid gap-1">
          <Quiet>{t('input.missing')}</Quiet>
          <UserText text={input.missing} />
        </div>
      ) : null}
      {input.deadlineAt && input.state === 'handed_in' ? (
        <p>
          <Countdown until={input.deadlineAt} label={t('input.answer_by')} />
        </p>
      ) : null}
      {input.confirmedAt && input.confirmedHow ? (
        <Quiet>
          {t(`input.confirmed_${input.confirmedHow}`, { date: date(input.confirmedAt) })}
        </Quiet>
      ) : null}
    </>
  )
}

/** Errors come back to the form of the input that they are about. */
function stateOf(input: ShownInput, state: FormState | undefined): FormState | undefined {
  return state?.values?.inputId === input.inputId ? state : undefined
}

function Acts({ input, state }: { input: ShownInput; state: FormState | undefined }) {
  const { t, size } = useLanguage()
  const own = stateOf(input, state)
  if (input.events.includes('hand_in')) {
    return (
      <ConfirmStep
        label={t('input.hand_in')}
        tone="primary"
        open={own !== undefined}
        sentence={t(input.kind === 'access' ? 'input.access_help' : 'input.hand_in_help')}
      >
        <Form intent="hand_in" state={own} upload>
          <HiddenField name="inputId" value={input.inputId} />
          <TextArea name="note" label={t('input.note')} rows={4} maxLength={4000} />
          <TextField name="link" type="url" label={t('input.link')} maxLength={500} />
          <FileField
            name="files"
            label={t('input.files')}
            help={t('milestone.submit_files_help', {
              count: mostDeliveryFiles,
              size: size(mostFileBytes),
            })}
            multiple
          />
          <FormActions>
            <SubmitButton tone="primary" note={t('input.hand_in_note')}>
              {t('input.hand_in')}
            </SubmitButton>
          </FormActions>
        </Form>
      </ConfirmStep>
    )
  }
  if (!input.events.includes('confirm')) return null
  return (
    <div className="flex flex-wrap items-start gap-3">
      <ActionForm
        intent="confirm_input"
        label={t('input.confirm')}
        tone="primary"
        fields={{ inputId: input.inputId }}
      />
      {input.events.includes('ask_again') ? (
        <ConfirmStep
          label={t('input.ask_again')}
          tone="quiet"
          open={own !== undefined}
          sentence={t('input.ask_again_sentence')}
        >
          <Form intent="ask_again" state={own}>
            <HiddenField name="inputId" value={input.inputId} />
            <TextArea
              name="missing"
              label={t('input.missing')}
              required
              rows={3}
              maxLength={2000}
            />
            <FormActions>
              <SubmitButton tone="primary">{t('input.ask_again')}</SubmitButton>
            </FormActions>
          </Form>
        </ConfirmStep>
      ) : null}
    </div>
  )
}
