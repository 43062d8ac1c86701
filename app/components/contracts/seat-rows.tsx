import {
  type ExchangePlan,
  type ExchangeStage,
  plannedStages,
} from '~/domain/market/exchange/exchange'
import { type Role, roles } from '~/domain/skills/roles'
import { HiddenField, SelectField, TextField } from '../forms/fields'
import { Fieldset, SumLine, useField } from '../forms/form'
import { Fold } from '../page/fold'
import { useLanguage } from '../page/language'
import { isolated, Quiet, TextLink } from '../page/text'

type Promised = { shareBps: number; fromStage: ExchangeStage; toStage: ExchangeStage }

type Member = {
  personId: string
  name: string
  role: Role
  shareBps: number
  /** Where exchanges are offered. */
  country?: string
  exchange?: ExchangePlan | null
  promised?: Promised | null
}

/** Somebody of another country can be a host: there are two countries, or there were. */
const mayExchange = (members: readonly Member[]) =>
  new Set(members.map(({ country }) => country)).size > 1 ||
  members.some(({ exchange }) => exchange)

/**
 * Every member's role and share, of a proposal or an offer; an empty share leaves a member out. A
 * proposal may have seats in exchange.
 */
export function SeatRows(props: {
  members: readonly Member[]
  /** Where a seat is kept free for somebody from abroad; without it there are no exchanges. */
  openSeatHref?: string
}) {
  const { members, openSeatHref } = props
  const { t } = useLanguage()
  const exchanges = openSeatHref !== undefined && mayExchange(members)
  return (
    <Fieldset legend={t('proposal.shares')} help={t('proposal.shares_help')}>
      {members.map((member, index) => (
        <div key={member.personId} className="grid gap-3 sm:grid-cols-2">
          <HiddenField name={`seats.${index}.personId`} value={member.personId} />
          <SelectField
            name={`seats.${index}.role`}
            label={<bdi>{member.name}</bdi>}
            required
            defaultValue={member.role}
            options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
          />
          <TextField
            name={`seats.${index}.share`}
            label={t('proposal.share_percent')}
            inputMode="decimal"
            width="short"
            suffix="%"
            sum="shares"
            defaultValue={(member.shareBps / 100).toString()}
          />
          {exchanges ? <ExchangeFields index={index} members={members} /> : null}
        </div>
      ))}
      {openSeatHref ? (
        <Quiet>
          {exchanges ? null : `${t('exchange.none_possible')} `}
          <TextLink href={openSeatHref}>{t('opening.link_from_proposal')}</TextLink>
        </Quiet>
      ) : null}
      <SumLine group="shares" target={100} unit="%" label={t('proposal.shares_sum')} />
    </Fieldset>
  )
}

/** What the team promised when somebody joined for the seat; the stages follow the milestones. */
function PromisedLine({ promised }: { promised: Promised }) {
  const { t, shareBps } = useLanguage()
  return (
    <p className="text-sm">
      {t('opening.promised_line', {
        share: shareBps(promised.shareBps),
        stages: t('opening.from_to', {
          from: t(`exchange.stage_${promised.fromStage}`),
          to: t(`exchange.stage_${promised.toStage}`),
        }),
      })}
    </p>
  )
}

/** As many as a proposal may have milestones. */
const stageRows = [0, 1, 2, 3, 4, 5] as const

/** What makes a seat one in exchange: a host, and a stage for each milestone. */
function ExchangeFields({ index, members }: { index: number; members: readonly Member[] }) {
  const { t, number } = useLanguage()
  const prefix = `seats.${index}`
  const host = useField(`${prefix}.host`)
  const member = members[index]
  if (!member) return null
  const exchange = member.exchange ?? null
  const open = host.sent ? Boolean(host.typed) || host.error !== null : exchange !== null
  return (
    <div className="sm:col-span-2">
      <Fold label={t('exchange.seat_of', { name: isolated(member.name) })} open={open}>
        <Quiet>{t('exchange.seat_help')}</Quiet>
        {member.promised ? <PromisedLine promised={member.promised} /> : null}
        <SelectField
          name={`${prefix}.host`}
          label={t('exchange.host')}
          help={t('exchange.host_help')}
          placeholder={t('exchange.no_host')}
          defaultValue={exchange?.hostId}
          options={members
            .filter(
              ({ personId, country }) =>
                personId === exchange?.hostId ||
                personId === host.typed ||
                (personId !== member.personId && country !== member.country),
            )
            .map(({ personId, name }) => ({ value: personId, label: name }))}
        />
        <div className="grid gap-3 sm:grid-cols-2">
          {stageRows.map((place) => (
            <SelectField
              key={place}
              name={`${prefix}.stage${place}`}
              label={t('exchange.stage_in', { number: number(place + 1) })}
              required
              defaultValue={exchange?.milestones[place] ?? 'none'}
              options={plannedStages.map((stage) => ({
                value: stage,
                label: t(`exchange.stage_${stage}`),
              }))}
            />
          ))}
        </div>
      </Fold>
    </div>
  )
}

/** The part that is kept back, and the time for review. */
export function PaymentTerms({
  holdback,
  reviewDays = 14,
}: {
  holdback: string
  reviewDays?: number
}) {
  const { t } = useLanguage()
  return (
    <Fieldset legend={t('proposal.terms')}>
      <SelectField
        name="holdbackPercent"
        label={t('proposal.holdback')}
        help={t('proposal.holdback_help')}
        required
        defaultValue={holdback}
        options={['0', '10', '15', '20', '25'].map((value) => ({
          value,
          label: value === '0' ? t('common.none') : `${value} %`,
        }))}
      />
      <TextField
        name="reviewDays"
        label={t('proposal.review_days')}
        help={t('proposal.review_days_help')}
        required
        inputMode="numeric"
        width="short"
        defaultValue={String(reviewDays)}
      />
    </Fieldset>
  )
}
