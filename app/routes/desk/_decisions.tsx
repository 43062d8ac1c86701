import { HiddenField, TextArea } from '~/components/forms/fields'
import { Form, FormActions, type FormState } from '~/components/forms/form'
import { ConfirmStep, SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Row } from '~/components/page/section'

type Words = { readonly label: string; readonly sentence: string }

/** What the operator may decide, each a step to confirm with a reason that both sides read. */
export function Decisions<D extends string>(props: {
  about: { readonly name: 'milestoneId' | 'claimId'; readonly id: string }
  decisions: readonly D[]
  words: (decision: D) => Words
  state: FormState | undefined
}) {
  const { t } = useLanguage()
  const { about, state } = props
  return (
    <Row gap={3}>
      {props.decisions.map((decision) => {
        const { label, sentence } = props.words(decision)
        const tone = decision === 'release' ? 'primary' : 'danger'
        const intent = `${decision}-${about.id}`
        return (
          <ConfirmStep
            key={decision}
            label={label}
            tone={tone}
            sentence={sentence}
            open={state?.intent === intent}
          >
            <Form intent={intent} state={state}>
              <HiddenField name={about.name} value={about.id} />
              <HiddenField name="decision" value={decision} />
              <TextArea
                name="reason"
                label={t('contract.desk_reason')}
                help={t('contract.desk_reason_help')}
                rows={4}
                required
              />
              <FormActions>
                <SubmitButton tone={tone}>{label}</SubmitButton>
              </FormActions>
            </Form>
          </ConfirmStep>
        )
      })}
    </Row>
  )
}
