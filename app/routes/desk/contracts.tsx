import { useActionData, useLoaderData } from '@remix-run/react'
import { TurnChip } from '~/components/contracts/contract-turn'
import { Countdown } from '~/components/page/countdown'
import { DataTable } from '~/components/page/data-table'
import { EmptyState } from '~/components/page/empty-state'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Page } from '~/components/page/page'
import { Row, Section, Stack } from '~/components/page/section'
import { StatusChip } from '~/components/page/status-chip'
import { isolated, Name, Quiet, TextLink, UserText } from '~/components/page/text'
import { deskDisputes } from '~/domain/contracts/disputes/dispute-queries.server'
import { claimDecisionForm, decisionForm } from '~/domain/contracts/forms.server'
import { decideClaim } from '~/domain/contracts/holdback/end-claim.server'
import { deskClaims } from '~/domain/contracts/holdback/holdback-queries.server'
import {
  decideByOperator,
  operatorDecisions,
} from '~/domain/contracts/milestones/decide-by-operator.server'
import { deskMilestones } from '~/domain/contracts/milestones/desk-queries.server'
import { allContracts } from '~/domain/contracts/overview-queries.server'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import type { Currency } from '~/kernel/money'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { DeskClaims } from './_claims'
import { Decisions } from './_decisions'
import { DeskTabs } from './_tabs'

export const handle = { title: 'contract.desk_title' satisfies MessageKey }

export const loader = serve('operator', async ({ viewer, db, at }) => ({
  waiting: await deskMilestones(db, viewer, at),
  claims: await deskClaims(db, viewer, at),
  disputes: await deskDisputes(db, viewer, at),
  contracts: await allContracts(db, viewer, 'all', at),
  decisions: operatorDecisions,
}))

export const action = act('operator', async ({ viewer, form, at }) => {
  if (form.has('claimId')) {
    const decided = parseForm(claimDecisionForm, form)
    if (!decided.ok) return invalid(decided.errors, decided.values)
    await inTransaction((tx) => decideClaim(tx, { ...decided.value, by: viewer.personId, at }))
    return redirectWith('/desk/contracts', 'watch.desk_decided')
  }
  const parsed = parseForm(decisionForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  await inTransaction((tx) => decideByOperator(tx, { ...parsed.value, by: viewer.personId, at }))
  return redirectWith('/desk/contracts', 'contract.desk_decided')
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Waiting({
  row,
  decisions,
}: {
  row: Data['waiting'][number]
  decisions: Data['decisions']
}) {
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const { milestone } = row
  return (
    <article className="grid gap-3 border-t border-hairline pt-4">
      <h3 className="font-semibold">
        <TextLink href={`/milestones/${milestone.id}`}>
          <Name>{row.title}</Name>, <Name>{milestone.title}</Name>
        </TextLink>
      </h3>
      <Row gap={4}>
        <Quiet as="span">
          <Name>{row.clientName}</Name> · <Name>{row.teamName}</Name>
        </Quiet>
        <MoneyText
          value={{ currency: milestone.currency as Currency, amountMinor: milestone.amountMinor }}
        />
        {milestone.deadlineAt ? <Countdown until={milestone.deadlineAt} /> : null}
      </Row>
      <Row gap={3}>
        {milestone.outcome ? (
          <StatusChip kind={milestone.outcome} />
        ) : (
          <Quiet as="span">{t('contract.desk_no_verdict')}</Quiet>
        )}
        {milestone.verdictId ? (
          <TextLink href={`/verdicts/${milestone.verdictId}`}>
            {t('milestone.verdict_open')}
          </TextLink>
        ) : null}
        <TextLink href={`/contracts/${milestone.contractId}/evidence`}>
          {t('contract.evidence_open')}
        </TextLink>
      </Row>
      <p>
        {row.askedBy === 'platform'
          ? t(
              row.askedFor === 'raters_missing'
                ? 'contract.desk_asked_raters'
                : 'contract.desk_asked_disputed',
            )
          : row.askedBy === 'clock' || row.askedBy === null
            ? t('contract.desk_asked_clock')
            : t('contract.desk_asked_by', { side: t(`milestone.actor_${row.askedBy}`) })}
      </p>
      {row.reason && row.askedBy !== 'platform' ? <UserText text={row.reason} /> : null}
      <Decisions
        about={{ name: 'milestoneId', id: milestone.id }}
        decisions={decisions}
        words={(decision) => ({
          label: t(`contract.desk_${decision}`),
          sentence: t(`contract.desk_${decision}_sentence`),
        })}
        state={state}
      />
    </article>
  )
}

/** Disputes that wait for a mediator; both positions are read, and decided about, on their own page. */
function DeskDisputes({ rows }: { rows: Data['disputes'] }) {
  const { t, date } = useLanguage()
  return (
    <Section title={t('dispute.desk_title')}>
      <LinkList
        items={rows.map(({ dispute, late, ...row }) => ({
          id: dispute.id,
          href: `/milestones/${dispute.milestoneId}/dispute`,
          title: row.milestone,
          body: t('dispute.desk_line', {
            client: isolated(row.clientName),
            team: isolated(row.teamName),
          }),
          aside: t(late ? 'dispute.desk_late' : 'dispute.desk_until', {
            date: date(dispute.deadlineAt ?? dispute.openedAt),
          }),
        }))}
      />
    </Section>
  )
}

function All({ contracts }: Pick<Data, 'contracts'>) {
  const { t } = useLanguage()
  return (
    <Section title={t('contract.desk_all')}>
      <DataTable
        caption={t('contract.desk_all')}
        hideCaption
        rows={contracts}
        rowKey={(row) => row.id}
        empty={<Quiet>{t('contract.none_filtered')}</Quiet>}
        columns={[
          {
            key: 'title',
            label: t('common.what'),
            primary: true,
            cell: (row) => (
              <TextLink href={`/contracts/${row.id}`}>
                <Name>{row.title}</Name>
              </TextLink>
            ),
          },
          {
            key: 'who',
            label: t('common.who'),
            cell: (row) => (
              <>
                <Name>{row.clientName}</Name> · <Name>{row.teamName}</Name>
              </>
            ),
          },
          {
            key: 'state',
            label: t('common.state'),
            cell: (row) => (
              <TurnChip
                turn={row.turn}
                names={{ client: row.clientName, team: row.teamName }}
                side="operator"
                label={t(`contract.status_${row.status}`)}
              />
            ),
          },
          {
            key: 'price',
            label: t('common.amount'),
            numeric: true,
            cell: (row) => (
              <MoneyText value={{ currency: row.currency, amountMinor: row.priceMinor }} />
            ),
          },
        ]}
      />
    </Section>
  )
}

export default function DeskContracts() {
  const { waiting, claims, disputes, contracts, decisions } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('contract.desk_title')}
      kicker={t('desk.title')}
      lead={t('contract.desk_lead')}
      money
    >
      <Stack gap={6}>
        <DeskTabs current="/desk/contracts" />
        <ErrorNotice state={state} />
        {claims.length > 0 ? <DeskClaims rows={claims} state={state} /> : null}
        {disputes.length > 0 ? <DeskDisputes rows={disputes} /> : null}
        {waiting.length + claims.length + disputes.length === 0 ? (
          <EmptyState title={t('contract.desk_none_title')} body={t('contract.desk_none_body')} />
        ) : (
          waiting.map((row) => <Waiting key={row.milestone.id} row={row} decisions={decisions} />)
        )}
        <All contracts={contracts} />
      </Stack>
    </Page>
  )
}
