import { TextArea } from '../forms/fields'
import { Form, FormActions, type FormState } from '../forms/form'
import { ConfirmStep, SubmitButton } from '../page/button'
import { useLanguage } from '../page/language'
import { Notice } from '../page/notice'
import { Section, Stack } from '../page/section'
import { isolated, UserText } from '../page/text'
import type { TurnNames } from './contract-turn'

type After = {
  open: boolean
  mayEnd: boolean
  ended: { actor: string; name: string | null; note: string; at: Date } | null
}

/** Between the discovery and the next payment either side may go no further; afterwards, who did. */
export function AfterDiscovery(props: {
  after: After
  names: TurnNames
  state: FormState | undefined
}) {
  const { t, date } = useLanguage()
  const { open, mayEnd, ended } = props.after
  if (ended) {
    const side = ended.actor === 'client' ? props.names.client : props.names.team
    return (
      <Notice
        tone="info"
        title={t('contract.discovery_ended_by', {
          side: isolated(side),
          name: isolated(ended.name ?? ''),
          date: date(ended.at),
        })}
      >
        <UserText text={ended.note} />
      </Notice>
    )
  }
  if (!open) return null
  return (
    <Section title={t('contract.discovery_title')}>
      <Stack gap={3}>
        <p className="max-w-[60ch]">{t('contract.discovery_sentence')}</p>
        {mayEnd ? (
          <ConfirmStep
            label={t('contract.discovery_end')}
            tone="quiet"
            sentence={t('contract.discovery_end_sentence')}
            open={props.state?.intent === 'end_after_discovery'}
          >
            <Form intent="end_after_discovery" state={props.state}>
              <TextArea
                name="reason"
                label={t('contract.discovery_reason')}
                help={t('contract.discovery_reason_help')}
                rows={4}
                maxLength={2000}
                required
              />
              <FormActions>
                <SubmitButton tone="danger">{t('contract.discovery_end_yes')}</SubmitButton>
              </FormActions>
            </Form>
          </ConfirmStep>
        ) : null}
      </Stack>
    </Section>
  )
}
