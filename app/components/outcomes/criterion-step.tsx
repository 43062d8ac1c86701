import type { FieldDefaults } from '~/domain/outcomes/criteria/criterion-defaults'
import { Form, FormActions, type FormState } from '../forms/form'
import { SubmitButton } from '../page/button'
import { useLanguage } from '../page/language'
import { Stack } from '../page/section'
import { Statement } from '../page/text'
import { CriterionFields } from './criterion-fields'
import type { CriterionFieldsData } from './criterion-inputs'
import { CriterionPreviewParts, type Previewed } from './criterion-preview'
import { CriterionSentence } from './criterion-sentence'
import { ProcessFacts } from './process-facts'

export type CriterionStepState = FormState & { previewed?: Previewed | null }

/** Hidden copies of everything that was typed, for the step after this one. */
export function TypedAgain({ values }: { values: FormState['values'] }) {
  return (
    <>
      {Object.entries(values ?? {}).flatMap(([name, typed]) =>
        name === 'intent'
          ? []
          : [typed]
              .flat()
              .map((value) => (
                <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
              )),
      )}
    </>
  )
}

/** The form of a criterion; once it can be read, what it would ask for, before anything is saved. */
export function CriterionStep(props: {
  fields: CriterionFieldsData
  defaults: FieldDefaults
  state: CriterionStepState | undefined
  /** What saving it is called. */
  intent: 'add' | 'save'
}) {
  const { t } = useLanguage()
  const { state, intent, fields } = props
  if (state?.previewed) {
    const { criterion } = state.previewed
    return (
      <Stack gap={7}>
        <Statement>
          <CriterionSentence criterion={criterion} />
        </Statement>
        <ProcessFacts criterion={criterion} />
        <CriterionPreviewParts {...state.previewed} />
        <FormActions>
          <Form intent={intent} bare>
            <TypedAgain values={state.values} />
            <SubmitButton>
              {t(intent === 'add' ? 'criteria.add_yes' : 'criteria.save_yes')}
            </SubmitButton>
          </Form>
          <Form intent="change" bare>
            <TypedAgain values={state.values} />
            <SubmitButton tone="quiet">{t('criteria.back')}</SubmitButton>
          </Form>
          <p className="w-full text-xs text-quiet">{t('criteria.add_note')}</p>
        </FormActions>
      </Stack>
    )
  }
  const typedItems = Object.keys(state?.values ?? {}).filter(
    (name) => /^items\.\d+\.name$/.test(name) && state?.values?.[name],
  ).length
  return (
    <Form intent="preview" state={state} defaults={props.defaults}>
      <CriterionFields {...fields} items={Math.max(fields.items, typedItems)} />
      <FormActions>
        <SubmitButton note={t('criteria.preview_note')}>{t('criteria.preview_go')}</SubmitButton>
      </FormActions>
    </Form>
  )
}
