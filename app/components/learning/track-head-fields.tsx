import { roles } from '~/domain/skills/roles'
import { currencies } from '~/kernel/money'
import { localeFacts, locales } from '~/platform/languages/locales'
import {
  CheckboxGroup,
  MoneyField,
  RadioCards,
  SelectField,
  TextArea,
  TextField,
} from '../forms/fields'
import { Fieldset } from '../forms/form'
import { MarkdownField } from '../forms/markdown-field'
import { skillOptions } from '../forms/skill-options'
import { useLanguage } from '../page/language'
import { Quiet } from '../page/text'

export const headRows = { skills: 12, prerequisites: 6 } as const

export type HeadValues = {
  readonly skills: readonly string[]
  readonly roles: readonly string[]
  readonly prerequisites: readonly { readonly skill: string; readonly level: string }[]
  readonly language: string
}

/** What a track says of itself; the words that the catalogue and the credential show. */
export function TrackHeadFields(props: { values: HeadValues; addressFixed: boolean }) {
  const language = useLanguage()
  const { t, number } = language
  const skills = skillOptions(language)
  const { values } = props
  const shown = Math.min(headRows.skills, values.skills.length + 3)
  const asked = Math.min(headRows.prerequisites, values.prerequisites.length + 2)
  return (
    <>
      <TextField name="title" label={t('authoring.head_title')} required maxLength={160} />
      <TextArea
        name="summary"
        label={t('authoring.head_summary')}
        help={t('authoring.head_summary_help')}
        required
        rows={2}
        maxLength={400}
      />
      <MarkdownField
        name="description"
        label={t('authoring.head_description')}
        help={t('authoring.head_description_help')}
        rows={10}
      />
      <RadioCards
        name="language"
        label={t('authoring.head_language')}
        required
        defaultValue={values.language}
        options={locales.map((locale) => ({ value: locale, label: localeFacts[locale].name }))}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="hours"
          label={t('authoring.head_hours')}
          required
          inputMode="numeric"
          dir="ltr"
          width="short"
        />
        <TextField
          name="licence"
          label={t('authoring.head_licence')}
          help={t('authoring.head_licence_help')}
          required
          dir="ltr"
          maxLength={60}
        />
      </div>
      <Fieldset legend={t('authoring.head_skills')} help={t('authoring.head_skills_help')}>
        <div className="grid gap-2 sm:grid-cols-2">
          {Array.from({ length: shown }, (_, at) => (
            <SelectField
              // biome-ignore lint/suspicious/noArrayIndexKey: rows keep their places.
              key={at}
              name={`skill.${at}`}
              label={t('authoring.skill_n', { n: number(at + 1) })}
              hideLabel
              options={skills}
              placeholder={t('authoring.no_skill')}
              defaultValue={values.skills[at] ?? ''}
            />
          ))}
        </div>
      </Fieldset>
      <CheckboxGroup
        name="roles[]"
        label={t('authoring.head_roles')}
        help={t('authoring.head_roles_help')}
        defaultValues={values.roles}
        options={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
      />
      <Fieldset
        legend={t('authoring.head_prerequisites')}
        help={t('authoring.head_prerequisites_help')}
      >
        {Array.from({ length: asked }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows keep their places.
          <div key={at} className="grid gap-2 sm:grid-cols-[2fr_1fr]">
            <SelectField
              name={`needs.${at}.skill`}
              label={t('authoring.skill_n', { n: number(at + 1) })}
              hideLabel
              options={skills}
              placeholder={t('authoring.no_skill')}
              defaultValue={values.prerequisites[at]?.skill ?? ''}
            />
            <SelectField
              name={`needs.${at}.level`}
              label={t('authoring.level_of', { n: number(at + 1) })}
              hideLabel
              required
              defaultValue={values.prerequisites[at]?.level ?? '1'}
              options={(['1', '2', '3', '4'] as const).map((level) => ({
                value: level,
                label: t(`authoring.level_${level}`),
              }))}
            />
          </div>
        ))}
        <TextArea
          name="needsTracks"
          label={t('authoring.head_needs_tracks')}
          help={t('authoring.head_needs_tracks_help')}
          rows={2}
        />
      </Fieldset>
      <TextArea
        name="leadsFrom"
        label={t('authoring.head_leadsFrom')}
        help={t('authoring.head_leadsFrom_help')}
        rows={2}
      />
      <MoneyField
        name="price"
        label={t('authoring.head_price')}
        help={t('authoring.head_price_help')}
        currencyName="currency"
        currencies={currencies}
      />
      <TextField
        name="translationOf"
        label={t('authoring.head_translationOf')}
        help={t('authoring.head_translationOf_help')}
        dir="ltr"
        maxLength={60}
      />
      {props.addressFixed ? (
        <Quiet>{t('authoring.head_slug_fixed')}</Quiet>
      ) : (
        <TextField
          name="slug"
          label={t('authoring.head_slug')}
          help={t('authoring.head_slug_help')}
          required
          dir="ltr"
          maxLength={60}
          prefix="/tracks/"
        />
      )}
    </>
  )
}
