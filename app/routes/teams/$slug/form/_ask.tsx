import { CheckboxGroup, MoneyField, SelectField, TextField } from '~/components/forms/fields'
import { Fieldset } from '~/components/forms/form'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { isolated, Name } from '~/components/page/text'
import { spokenLanguages } from '~/domain/identity/spoken'
import { sectors } from '~/domain/market/briefs/brief'
import { skillLevels } from '~/domain/skills/claim'
import { type Role, roles } from '~/domain/skills/roles'
import { needsOfRole, skillById } from '~/domain/skills/taxonomy'
import { workloadClasses } from '~/domain/stewardship/workload-class'
import type { StoredRequest } from '~/domain/teams/matching/stored-request'
import { usualHoursAWeek, usualSkills } from '~/domain/teams/matching/usual-request'
import { languageName } from '~/kernel/countries'
import { type Currency, decimalString } from '~/kernel/money'

type Person = { personId: string; name: string }
type Ask = {
  request: StoredRequest
  currency: Currency
  asked: readonly string[]
  people: readonly Person[]
  known: readonly string[]
  excluded: readonly Person[]
}

/** Which roles, and behind each its hours and skills. */
export function Roles(
  props: Pick<Ask, 'request' | 'asked'> & {
    typed: Readonly<Record<string, string | string[]>> | undefined
  },
) {
  const { t } = useLanguage()
  const { request, typed } = props
  const wanted = request.roles.map(({ role }) => role)
  const again = typed ? [typed['want[]'] ?? []].flat() : wanted
  return (
    <Fieldset legend={t('matching.roles')} help={t('matching.roles_help')}>
      <CheckboxGroup
        name="want[]"
        label={t('matching.roles')}
        hideLabel
        required
        options={roles.map((value) => ({
          value,
          label: t(`role.${value}`),
          help: t(`role.${value}_why`),
          more: (
            <Fold
              label={t('matching.role_detail', { role: t(`role.${value}`) })}
              open={typed !== undefined && again.includes(value)}
            >
              <RoleFields role={value} {...props} />
            </Fold>
          ),
        }))}
        defaultValues={wanted}
      />
    </Fieldset>
  )
}

function RoleFields({ role, request, asked }: { role: Role } & Pick<Ask, 'request' | 'asked'>) {
  const { t } = useLanguage()
  const need = request.roles.find((one) => one.role === role)
  const usual = usualSkills(role, asked)
  const levelOf = (id: string) =>
    need
      ? need.skills.find(({ skillId }) => skillId === id)?.leastLevel
      : usual.includes(id)
        ? 1
        : undefined
  const { core, oneOf, useful } = needsOfRole(role)
  const others = [...oneOf, ...useful]
  const fields = (ids: readonly string[]) =>
    ids.map((id) => <LevelField key={id} role={role} skillId={id} level={levelOf(id)} />)
  return (
    <div className="grid gap-4 pt-2 pb-3">
      <TextField
        name={`hours.${role}`}
        label={t('matching.hours')}
        inputMode="numeric"
        width="short"
        defaultValue={need?.hours ?? request.weeks * usualHoursAWeek}
      />
      <div className="grid gap-3">{fields(core)}</div>
      {others.length > 0 ? (
        <Fold
          label={t('matching.more_skills')}
          open={others.some((id) => levelOf(id) !== undefined)}
        >
          <div className="grid gap-3">{fields(others)}</div>
        </Fold>
      ) : null}
    </div>
  )
}

function LevelField(props: { role: Role; skillId: string; level: number | undefined }) {
  const { t, locale } = useLanguage()
  const name = skillById(props.skillId)?.name[locale] ?? props.skillId
  return (
    <SelectField
      name={`level.${props.role}.${props.skillId}`}
      label={name}
      required
      options={[
        { value: '0', label: t('matching.level_none') },
        ...skillLevels.map((level) => ({ value: String(level), label: t(`skill.level_${level}`) })),
      ]}
      defaultValue={String(props.level ?? 0)}
    />
  )
}

/** Members and whoever was kept, and whom not to propose. */
export function People({ people, known, request, excluded, currency }: Ask) {
  const { t, list } = useLanguage()
  const roleOf = (id: string) => {
    const fixed = request.fixed.find(({ personId }) => personId === id)
    if (!fixed) return ''
    return fixed.role === null ? 'any' : (request.roles[fixed.role]?.role ?? 'any')
  }
  const unknown = people
    .filter(({ personId }) => !known.includes(personId) && roleOf(personId) === '')
    .map(({ name }) => isolated(name))
  const options = [
    { value: 'any', label: t('matching.fixed_any') },
    ...roles.map((value) => ({ value, label: t(`role.${value}`) })),
  ]
  return (
    <Fieldset legend={t('matching.people')} help={t('matching.people_help')}>
      {unknown.length > 0 ? (
        <Notice tone="info">
          <p>{t('matching.people_unknown', { names: list(unknown), currency })}</p>
        </Notice>
      ) : null}
      {people.map(({ personId, name }) => (
        <SelectField
          key={personId}
          name={`fixed.${personId}`}
          label={<Name>{name}</Name>}
          placeholder={t('matching.fixed_none')}
          options={options}
          defaultValue={roleOf(personId)}
          width="medium"
        />
      ))}
      {excluded.length > 0 ? (
        <CheckboxGroup
          name="excluded[]"
          label={t('matching.excluded')}
          help={t('matching.excluded_help')}
          options={excluded.map(({ personId, name }) => ({
            value: personId,
            label: <Name>{name}</Name>,
          }))}
          defaultValues={request.excluded}
        />
      ) : null}
    </Fieldset>
  )
}

export function Frame({ request, currency }: Ask) {
  const { t } = useLanguage()
  const number = { required: true, inputMode: 'numeric', width: 'short' } as const
  const amountMinor = BigInt(request.budgetMinor)
  return (
    <Fieldset legend={t('matching.frame')}>
      <MoneyField
        name="budget"
        label={t('matching.budget')}
        help={t('matching.budget_help')}
        required
        currencyName="currency"
        defaultCurrency={currency}
        defaultValue={amountMinor > 0n ? decimalString({ currency, amountMinor }) : undefined}
      />
      <TextField
        name="weeks"
        label={t('matching.weeks')}
        defaultValue={request.weeks}
        {...number}
      />
      <TextField
        name="commonHours"
        label={t('matching.common_hours')}
        defaultValue={request.commonHours}
        {...number}
      />
      <TextField
        name="maxMembers"
        label={t('matching.max_members')}
        help={t('matching.max_members_help')}
        defaultValue={request.maxMembers}
        {...number}
      />
    </Fieldset>
  )
}

export function Wishes({ request }: Ask) {
  const { t, locale } = useLanguage()
  return (
    <Fieldset legend={t('matching.wishes')}>
      <CheckboxGroup
        name="languages[]"
        short
        label={t('matching.languages')}
        help={t('matching.languages_help')}
        options={spokenLanguages.map((value) => ({ value, label: languageName(value, locale) }))}
        defaultValues={request.languages}
      />
      <CheckboxGroup
        name="domains[]"
        short
        label={t('matching.domains')}
        help={t('matching.domains_help')}
        options={sectors.map((value) => ({ value, label: t(`sector.${value}`) }))}
        defaultValues={request.domains}
      />
      <SelectField
        name="workloadClass"
        label={t('matching.class')}
        help={t('matching.class_help')}
        required
        width="medium"
        options={workloadClasses.map((value) => ({ value, label: t(`matching.class_${value}`) }))}
        defaultValue={request.workloadClass}
      />
    </Fieldset>
  )
}
