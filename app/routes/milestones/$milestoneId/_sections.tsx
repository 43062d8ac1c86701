import { DiscoveryNote } from '~/components/contracts/discovery-note'
import { MilestoneMoney } from '~/components/contracts/milestone-money'
import { RulesChecklist } from '~/components/contracts/rules-checklist'
import { CriterionResults } from '~/components/outcomes/criterion-results'
import { EndedRuns, endedWithoutVerdict } from '~/components/outcomes/ended-runs'
import { MissingAnswers } from '~/components/outcomes/missing-answers'
import { LinkButton } from '~/components/page/button'
import { ErrorRows } from '~/components/page/error-rows'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Notice } from '~/components/page/notice'
import { Section, Stack } from '~/components/page/section'
import { Name, Quiet, TextLink, UserText } from '~/components/page/text'
import { Timeline } from '~/components/page/timeline'
import type { MilestonePage } from '~/domain/contracts/milestones/milestone-queries.server'
import { isDiscovery } from '~/domain/market/proposals/discovery'

type PageOf = { page: MilestonePage }

/** What came of a visit to the payment provider, `returned` from its address. */
export function Payment({ page, returned }: PageOf & { returned: string | null }) {
  const { t } = useLanguage()
  if (returned === 'done' && page.working) {
    return (
      <Notice tone="met">
        <p>{t('milestone.fund_confirmed')}</p>
      </Notice>
    )
  }
  if (page.milestone.fundedAt || (returned !== 'done' && returned !== 'stopped')) return null
  return (
    <Notice tone="info">
      <p>{t(returned === 'done' ? 'milestone.fund_done' : 'milestone.fund_stopped')}</p>
    </Notice>
  )
}

export function Accepted({ page }: PageOf) {
  const { t, date } = useLanguage()
  const { milestone, contract } = page
  if (!milestone.acceptedAt || !milestone.acceptedHow) return null
  const { acceptedHow } = milestone
  const unmeasured = isDiscovery(milestone) && acceptedHow !== 'operator'
  const how = unmeasured
    ? acceptedHow === 'silence'
      ? 'discovery_silence'
      : 'discovery'
    : acceptedHow
  return (
    <Notice tone={milestone.acceptedHow === 'waiver' ? 'info' : 'met'}>
      <p>
        {t(`milestone.accepted_${how}`, {
          client: `\u2068${contract.clientName}\u2069`,
          date: date(milestone.acceptedAt),
        })}
      </p>
    </Notice>
  )
}

export function Results({ page }: PageOf) {
  const { t } = useLanguage()
  const measured = page.attempts.filter(({ body }) => body !== null)
  const ended = endedWithoutVerdict(page.attempts).length > 0
  const last = measured.at(-1)
  if (isDiscovery(page.milestone)) return null
  return (
    <Section
      title={t('milestone.results')}
      lead={t('milestone.attempts', {
        used: page.milestone.attemptsUsed,
        allowed: page.attemptsAllowed,
      })}
      actions={
        last?.verdictId ? (
          <TextLink href={`/verdicts/${last.verdictId}`}>{t('milestone.verdict_open')}</TextLink>
        ) : undefined
      }
    >
      <Stack gap={5}>
        {measured.length === 0 ? (
          <Quiet>{t(ended ? 'milestone.no_verdict_yet' : 'milestone.no_results')}</Quiet>
        ) : null}
        {page.criteria.map((criterion) => (
          <CriterionResults key={criterion.id} criterion={criterion} attempts={page.attempts} />
        ))}
        <MissingAnswers attempts={page.attempts} />
        <EndedRuns attempts={page.attempts} history={page.history} />
        {page.errors.length > 0 ? (
          <Fold label={t('milestone.errors_sample')}>
            <ErrorRows rows={page.errors} />
          </Fold>
        ) : null}
      </Stack>
    </Section>
  )
}

/** What the client wanted changed, round by round. */
export function ChangeRounds({ page }: PageOf) {
  const { t } = useLanguage()
  if (page.changes.length === 0) return null
  return (
    <Section title={t('milestone.change_rounds')}>
      <Timeline
        events={page.changes.map((row) => ({
          id: row.id,
          at: row.requestedAt,
          title: t('milestone.change_round', { round: row.round }),
          tone: 'turn' as const,
          body: <UserText text={row.wanted} />,
        }))}
      />
    </Section>
  )
}

/** What the milestone is, where it is asked, its rules and its money. */
export function Facts({ page }: PageOf) {
  const { t } = useLanguage()
  const { milestone, contract } = page
  return (
    <>
      <DescriptionList
        items={[
          {
            term: t('milestone.amount'),
            value: (
              <MoneyText
                value={{ currency: milestone.currency, amountMinor: milestone.amountMinor }}
                strong
              />
            ),
          },
          {
            term: t('common.when'),
            value: t('milestone.weeks', { count: milestone.weeks }),
          },
        ]}
      />
      {milestone.description ? <UserText text={milestone.description} /> : null}
      {isDiscovery(milestone) ? <DiscoveryNote /> : null}
      <Endpoint page={page} />
      {page.rules.length > 0 ? (
        <Section title={t('milestone.rules_before')}>
          <RulesChecklist results={page.rules} />
        </Section>
      ) : null}
      <Section title={t('contract.money')}>
        <MilestoneMoney
          terms={contract.terms}
          position={milestone.position}
          kind={milestone.kind}
          currency={milestone.currency}
          amountMinor={milestone.amountMinor}
          releasedAt={milestone.releasedAt}
          money={page.money}
        />
      </Section>
    </>
  )
}

function Endpoint({ page }: PageOf) {
  const { t } = useLanguage()
  if (!page.endpoint && !page.may.register) return null
  const href = `/milestones/${page.milestone.id}/endpoint`
  return (
    <Section title={t('milestone.endpoint')}>
      <Stack gap={2}>
        <p>
          {page.endpoint?.host === null
            ? t('asking.registered_file')
            : page.endpoint
              ? t('milestone.endpoint_now', { host: `\u2068${page.endpoint.host}\u2069` })
              : t('milestone.endpoint_none')}
        </p>
        {page.may.register ? (
          <LinkButton href={href} tone={page.endpoint ? 'quiet' : 'primary'}>
            {t(page.endpoint ? 'milestone.endpoint_change' : 'milestone.endpoint')}
          </LinkButton>
        ) : page.side === 'team' ? (
          <TextLink href={href}>{t('milestone.endpoint_look')}</TextLink>
        ) : null}
      </Stack>
    </Section>
  )
}

type Step = MilestonePage['history'][number] | MilestonePage['claimHistory'][number]

function HistoryNote({ row }: { row: MilestonePage['history'][number] }) {
  const { t } = useLanguage()
  if (row.event === 'stop_measurement') {
    const counted = row.note === 'counted'
    return <p>{t(counted ? 'milestone.stopped_counted' : 'milestone.stopped_not_counted')}</p>
  }
  return row.note && row.personId ? <UserText text={row.note} /> : null
}

export function History({ page }: PageOf) {
  const { t } = useLanguage()
  const steps: Step[] = [...page.history, ...page.claimHistory]
  return (
    <Section title={t('milestone.history')}>
      <Timeline
        events={steps
          .sort((a, b) => b.at.getTime() - a.at.getTime() || newerFirst(a, b))
          .map((row) => ({
            id: String(row.id),
            at: row.at,
            title: 'step' in row ? t(`watch.claim_${row.step}`) : t(`milestone.event_${row.event}`),
            body: (
              <>
                <span className="text-quiet">
                  {t('milestone.by_actor', { actor: t(`milestone.actor_${row.actor}`) })}
                  {row.name ? (
                    <>
                      : <Name>{row.name}</Name>
                    </>
                  ) : null}
                </span>
                {'step' in row ? null : <HistoryNote row={row} />}
              </>
            ),
          }))}
      />
    </Section>
  )
}

/** Of two steps of one moment, the one that was written later. */
function newerFirst(a: Step, b: Step): number {
  return 'step' in a || 'step' in b ? 0 : Number(b.id) - Number(a.id)
}
