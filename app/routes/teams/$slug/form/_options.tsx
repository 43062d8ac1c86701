import { ActionForm } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { PersonLine } from '~/components/page/people'
import { Section, Stack } from '~/components/page/section'
import { isolated } from '~/components/page/text'
import type { TeamOption } from '~/domain/teams/matching/form-teams'
import { hoursInCommon, scoreOf, type TeamMember } from '~/domain/teams/matching/formed-team'
import { hourRanges } from '~/domain/teams/matching/hour-ranges'
import type { Lever, Levers as LeverFacts } from '~/domain/teams/matching/levers'
import type { StoredRequest } from '~/domain/teams/matching/stored-request'
import type { InvitationState } from '~/domain/teams/team'
import { languageName } from '~/kernel/countries'
import type { Currency } from '~/kernel/money'
import { InviteForm } from './_invite'
import { usePoints } from './_points'
import { Why } from './_why'

export type Names = ReadonlyMap<string, { name: string; headline: string }>
export type Invited = ReadonlyMap<string, InvitationState | null>

export type Shown = {
  request: StoredRequest
  currency: Currency
  names: Names
  invited: Invited
  members: readonly string[]
  offsetMinutes: number
}

/** Up to three teams, the best first. */
export function Options(props: Shown & { options: readonly TeamOption[] }) {
  return (
    <Stack gap={8}>
      {props.options.map((option, at) => (
        <Option
          key={option.team.members.map(({ personId }) => personId).join()}
          {...props}
          option={option}
          at={at}
        />
      ))}
    </Stack>
  )
}

function Option({ option, at, ...shown }: Shown & { option: TeamOption; at: number }) {
  const { t } = useLanguage()
  const points = usePoints()
  const { team } = option
  const title = t('matching.option_title', { number: at + 1, score: points(team.score) })
  return (
    <Section id={`team-${at + 1}`} title={title}>
      <Facts option={option} at={at} {...shown} />
      <Members seats={team.members} title={title} {...shown} />
      <Fold label={t('matching.why_title')}>
        <Why members={team.members} names={shown.names} />
      </Fold>
      <Fold label={t('matching.again_title')}>
        <Again seats={team.members} {...shown} />
      </Fold>
      <InviteForm seats={team.members} at={at} {...shown} />
    </Section>
  )
}

function Facts({
  option,
  at,
  request,
  currency,
  offsetMinutes,
}: Shown & { option: TeamOption; at: number }) {
  const { t, list, locale, money, percent } = useLanguage()
  const { team, certificate } = option
  const left = BigInt(request.budgetMinor) - team.costMinor
  const hours = hoursInCommon(team)
  const other = at > 0 ? '_other' : ''
  return (
    <DescriptionList
      items={[
        {
          term: t('matching.certificate'),
          value:
            certificate.gap < 0.0005
              ? t(`matching.certificate_exact${other}`)
              : t(`matching.certificate_gap${other}`, { gap: percent(certificate.gap) }),
        },
        {
          term: t('matching.cost'),
          value: (
            <>
              <MoneyText value={{ currency, amountMinor: team.costMinor }} strong />
              <span className="text-sm text-quiet">
                {' · '}
                {t('matching.cost_left', { left: money({ currency, amountMinor: left }) })}
              </span>
            </>
          ),
        },
        {
          term: t('matching.common'),
          value:
            hours === 0
              ? t('matching.common_none')
              : t('matching.common_value', {
                  hours,
                  ranges: list(
                    hourRanges(team.commonHours, offsetMinutes).map(
                      (range) => `\u2066${range}\u2069`,
                    ),
                  ),
                }),
        },
        ...(team.languages.length > 0
          ? [
              {
                term: t('matching.speak'),
                value: list(team.languages.map((code) => languageName(code, locale))),
              },
            ]
          : []),
      ]}
    />
  )
}

function Members({
  seats,
  title,
  names,
  invited,
  members,
  currency,
}: Shown & { seats: readonly TeamMember[]; title: string }) {
  const { t, list, number } = useLanguage()
  const points = usePoints()
  const noteOf = ({ personId }: TeamMember) => {
    if (members.includes(personId)) return t('matching.fixed_mark')
    const state = invited.get(personId)
    return state ? t(`matching.invite_state_${state}`) : null
  }
  return (
    <DataTable
      caption={title}
      hideCaption
      rows={seats}
      rowKey={({ personId }) => personId}
      columns={[
        {
          key: 'who',
          label: t('matching.who'),
          primary: true,
          cell: (member) => (
            <PersonLine
              name={names.get(member.personId)?.name ?? ''}
              href={`/people/${member.personId}`}
              role={list(member.fit.map(({ role }) => t(`role.${role}`)))}
              note={noteOf(member)}
            />
          ),
        },
        {
          key: 'fit',
          label: t('matching.fit'),
          numeric: true,
          cell: ({ fit }) => points(scoreOf(fit)),
        },
        {
          key: 'fields',
          label: t('matching.fields'),
          numeric: true,
          cell: ({ domains }) => points(scoreOf(domains)),
        },
        {
          key: 'past',
          label: t('matching.past'),
          numeric: true,
          cell: ({ collaborations }) => points(scoreOf(collaborations)),
        },
        {
          key: 'points',
          label: t('matching.points'),
          numeric: true,
          cell: ({ score }) => <strong>{points(score)}</strong>,
        },
        {
          key: 'hours',
          label: t('matching.hours_short'),
          numeric: true,
          cell: ({ hours }) => number(hours),
        },
        {
          key: 'cost',
          label: t('matching.cost_short'),
          numeric: true,
          cell: ({ costMinor }) => <MoneyText value={{ currency, amountMinor: costMinor }} />,
        },
      ]}
    />
  )
}

/** The same search with somebody for certain, or without them. */
function Again({ seats, names, members, request }: Shown & { seats: readonly TeamMember[] }) {
  const { t } = useLanguage()
  const open = seats.filter(({ personId }) => !members.includes(personId))
  return (
    <ul className="m-0 grid list-none gap-2 p-0">
      {open.map(({ personId }) => {
        const name = isolated(names.get(personId)?.name ?? '')
        const kept = request.fixed.some((fixed) => fixed.personId === personId)
        return (
          <li key={personId} className="flex flex-wrap gap-2">
            {kept ? null : (
              <ActionForm
                intent="keep"
                tone="quiet"
                label={t('matching.keep', { name })}
                fields={{ personId }}
              />
            )}
            <ActionForm
              intent="without"
              tone="quiet"
              label={t('matching.without', { name })}
              fields={{ personId }}
            />
          </li>
        )
      })}
    </ul>
  )
}

type Row = { key: string; condition: string; effect: string }

/** What more money, or other hours to share, would do to the best team. */
export function Levers(props: {
  levers: LeverFacts
  best: TeamOption | undefined
  currency: Currency
}) {
  const { t, money, percent } = useLanguage()
  const { levers, best, currency } = props
  const effectOf = (lever: Lever): string => {
    if (lever.change === null || !best) return t('matching.lever_none')
    const change = lever.change / Math.abs(best.team.score)
    if (Math.abs(change) < 0.0005) return t('matching.lever_same')
    return t(change > 0 ? 'matching.lever_up' : 'matching.lever_down', {
      change: percent(Math.abs(change)),
    })
  }
  const hours = ({ commonHours }: Lever) => ({ hours: commonHours })
  const rowOf = (key: string, lever: Lever | null, say: (lever: Lever) => string): Row[] =>
    lever ? [{ key, condition: say(lever), effect: effectOf(lever) }] : []
  const rows = [
    ...rowOf('budget', levers.budget, ({ budgetMinor }) =>
      t('matching.lever_budget', { amount: money({ currency, amountMinor: budgetMinor }) }),
    ),
    ...rowOf('fewer', levers.fewerHours, (lever) => t('matching.lever_fewer', hours(lever))),
    ...rowOf('more', levers.moreHours, (lever) => t('matching.lever_more', hours(lever))),
  ]
  if (rows.length === 0) return null
  return (
    <Section title={t('matching.levers_title')} lead={t('matching.levers_lead')}>
      <DataTable
        caption={t('matching.levers_title')}
        hideCaption
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'if',
            label: t('matching.lever_what'),
            primary: true,
            cell: (row) => row.condition,
          },
          { key: 'then', label: t('matching.lever_effect'), cell: (row) => row.effect },
        ]}
      />
    </Section>
  )
}
