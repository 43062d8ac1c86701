import { mostServiceCharacters, mostServices } from '~/domain/skills/exposure/exposure-check'
import { occupations } from '~/domain/skills/exposure/occupations'
import { SubmitButton } from '../page/button'
import { useLanguage } from '../page/language'
import { TextField } from './fields'
import { Form, FormActions, type FormState, RepeatRows } from './form'

export type TypedService = { text: string; share: string }

/**
 * Services in one's own words with shares of time. It asks with GET, so that the result is computed
 * from its address; each field also offers what the check knows.
 */
export function ExposureForm(props: { rows?: readonly TypedService[]; state?: FormState | null }) {
  const { t, locale, number } = useLanguage()
  const rows = props.rows ?? []
  return (
    <Form method="get" action="/exposure/result" state={props.state}>
      <datalist id="known-services">
        {occupations.map(({ id, name }) => (
          <option key={id} value={name[locale]} />
        ))}
      </datalist>
      <RepeatRows
        legend={t('exposure.form_title')}
        help={t('exposure.form_lead', { most: mostServices })}
        name="services"
        count={Math.max(1, rows.length)}
        min={1}
        max={mostServices}
        addLabel={t('exposure.add_service')}
        rowLabel={(index) => t('exposure.form_service', { number: number(index + 1) })}
      >
        {(index) => (
          <div className="grid items-start gap-3 sm:grid-cols-[1fr_12rem]">
            <TextField
              name={`service-${index + 1}`}
              label={t('exposure.field_service')}
              help={index === 0 ? t('exposure.field_service_help') : undefined}
              required={index === 0}
              maxLength={mostServiceCharacters}
              list="known-services"
              defaultValue={rows[index]?.text}
            />
            <TextField
              name={`share-${index + 1}`}
              label={t('exposure.field_share')}
              help={index === 0 ? t('exposure.field_share_help') : undefined}
              inputMode="numeric"
              maxLength={8}
              suffix="%"
              defaultValue={rows[index]?.share}
            />
          </div>
        )}
      </RepeatRows>
      <FormActions>
        <SubmitButton note={t('exposure.submit_note')}>{t('exposure.submit')}</SubmitButton>
      </FormActions>
    </Form>
  )
}
