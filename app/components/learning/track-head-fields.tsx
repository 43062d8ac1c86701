import { unknownOccupations, unknownSkills } from '~/domain/learning/content/unknown-codes'
import { occupationNames } from '~/domain/skills/exposure/occupation-names'
import { occupations } from '~/domain/skills/exposure/occupations'
import { roles } from '~/domain/skills/roles'
import { currencies } from '~/kernel/money'
import { type Locale, localeFacts, locales } from '~/platform/languages/locales'
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
import { UnknownCodes } from './unknown-codes'

const most = { skill: 12, needs: 6, track: 4, from: 16 } as const

export type HeadValues = {
  readonly skills: readonly string[]
  readonly roles: readonly string[]
  readonly prerequisites: readonly { readonly skill: string; readonly level: string }[]
  readonly language: string
  readonly translationOf: string
  /** Slugs of the tracks to be done first. */
  readonly tracks: readonly string[]
  /** Codes of O*NET-SOC. */
  readonly leadsFrom: readonly string[]
}
export type OtherTrack = {
  readonly slug: string
  readonly title: string
  readonly language: Locale
}

type Sent = Readonly<Record<string, unknown>> | undefined

/** What is there already, then empty rows: some to go on with, and as many as were sent. */
function rowsOf<T>(present: readonly T[], group: keyof typeof most, sent: Sent): (T | '')[] {
  const typed = Object.keys(sent ?? {}).map((name) =>
    name.startsWith(`${group}.`) ? Number.parseInt(name.slice(group.length + 1), 10) + 1 : 0,
  )
  const length = Math.max(
    present.length,
    Math.min(most[group], Math.max(present.length + 2, ...typed)),
  )
  return Array.from({ length }, (_, at) => present[at] ?? '')
}

/** What a track says of itself; the words that the catalogue and the credential show. */
export function TrackHeadFields(props: {
  values: HeadValues
  /** The tracks that this one can name. */
  others: readonly OtherTrack[]
  addressFixed: boolean
  /** What was typed, where the form comes back. */
  sent: Sent
}) {
  const { t, number } = useLanguage()
  const { values, sent } = props
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
        <UnknownCodes codes={unknownSkills(values.skills)} />
        <div className="grid gap-2 sm:grid-cols-2">
          {rowsOf(values.skills, 'skill', sent).map((skill, at) => (
            <SkillField
              // biome-ignore lint/suspicious/noArrayIndexKey: rows keep their places.
              key={at}
              name={`skill.${at}`}
              row={at}
              chosen={skill}
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
        <UnknownCodes codes={unknownSkills(values.prerequisites.map(({ skill }) => skill))} />
        {rowsOf(values.prerequisites, 'needs', sent).map((asked, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows keep their places.
          <div key={at} className="grid gap-2 sm:grid-cols-[2fr_1fr]">
            <SkillField name={`needs.${at}.skill`} row={at} chosen={asked ? asked.skill : ''} />
            <SelectField
              name={`needs.${at}.level`}
              label={t('authoring.level_of', { n: number(at + 1) })}
              hideLabel
              required
              defaultValue={asked ? asked.level : '1'}
              options={(['1', '2', '3', '4'] as const).map((level) => ({
                value: level,
                label: t(`authoring.level_${level}`),
              }))}
            />
          </div>
        ))}
      </Fieldset>
      <Fieldset
        legend={t('authoring.head_needs_tracks')}
        help={t('authoring.head_needs_tracks_help')}
      >
        {rowsOf(values.tracks, 'track', sent).map((slug, at) => (
          <TrackField
            // biome-ignore lint/suspicious/noArrayIndexKey: rows keep their places.
            key={at}
            name={`track.${at}`}
            label={t('authoring.track_n', { n: number(at + 1) })}
            hideLabel
            others={props.others}
            chosen={slug}
          />
        ))}
      </Fieldset>
      <Occupations codes={values.leadsFrom} sent={sent} />
      <MoneyField
        name="price"
        label={t('authoring.head_price')}
        help={t('authoring.head_price_help')}
        currencyName="currency"
        currencies={currencies}
      />
      <TrackField
        name="translationOf"
        label={t('authoring.head_translationOf')}
        help={t('authoring.head_translationOf_help')}
        others={props.others}
        chosen={values.translationOf}
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

/** One skill of the taxonomy; a code that it does not have stays to be seen. */
function SkillField({ name, row, chosen }: { name: string; row: number; chosen: string }) {
  const language = useLanguage()
  const { t, number } = language
  const unknown = unknownSkills([chosen]).map((skill) => ({
    value: skill,
    label: t('authoring.skill_unknown', { skill }),
  }))
  return (
    <SelectField
      name={name}
      label={t('authoring.skill_n', { n: number(row + 1) })}
      hideLabel
      options={[...unknown, ...skillOptions(language)]}
      placeholder={t('authoring.no_skill')}
      defaultValue={chosen}
    />
  )
}

/** One of the tracks that people can enrol in; what was named before stays to be seen. */
function TrackField(props: {
  name: string
  label: string
  help?: string
  hideLabel?: boolean
  others: readonly OtherTrack[]
  chosen: string
}) {
  const { t } = useLanguage()
  const { others, chosen, ...field } = props
  const known = others.map(({ slug, title, language }) => ({
    value: slug,
    label: title,
    group: localeFacts[language].name,
  }))
  const lost = chosen !== '' && !others.some(({ slug }) => slug === chosen)
  return (
    <SelectField
      {...field}
      options={
        lost
          ? [{ value: chosen, label: t('authoring.track_unknown', { slug: chosen }) }, ...known]
          : known
      }
      placeholder={t('authoring.no_track')}
      defaultValue={chosen}
    />
  )
}

/** Occupations by their names; the browser offers those that the exposure check knows. */
function Occupations({ codes, sent }: { codes: readonly string[]; sent: Sent }) {
  const { t, locale, number } = useLanguage()
  return (
    <Fieldset legend={t('authoring.head_leadsFrom')} help={t('authoring.head_leadsFrom_help')}>
      <UnknownCodes codes={unknownOccupations(codes)} />
      <datalist id="occupations">
        {occupations.map(({ id, name }) => (
          <option key={id} value={name[locale]} />
        ))}
      </datalist>
      <div className="grid gap-2 sm:grid-cols-2">
        {rowsOf(codes, 'from', sent).map((code, at) => (
          <TextField
            // biome-ignore lint/suspicious/noArrayIndexKey: rows keep their places.
            key={at}
            name={`from.${at}`}
            label={t('authoring.occupation_n', { n: number(at + 1) })}
            hideLabel
            list="occupations"
            maxLength={120}
            defaultValue={code === '' ? '' : occupationNames(code, locale)[0]}
          />
        ))}
      </div>
    </Fieldset>
  )
}
