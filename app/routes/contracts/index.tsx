import { useLoaderData } from '@remix-run/react'
import { TurnChip } from '~/components/contracts/contract-turn'
import { MilestoneClock } from '~/components/contracts/milestone-clock'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { MoneyText } from '~/components/page/money'
import { Tabs } from '~/components/page/navigation'
import { Page } from '~/components/page/page'
import { Row, Stack } from '~/components/page/section'
import { Name, Quiet, TextLink } from '~/components/page/text'
import { type ContractFilter, contractList } from '~/domain/contracts/overview-queries.server'
import { serve } from '~/domain/identity/access.server'
import type { MessageKey } from '~/platform/languages/keys'

export const handle = { title: 'contract.list_title' satisfies MessageKey }

const filters = ['open', 'ended', 'all'] as const

export const loader = serve('person', async ({ viewer, db, at, url }) => {
  const wanted = url.searchParams.get('show')
  const filter: ContractFilter = filters.find((known) => known === wanted) ?? 'open'
  const rows = await contractList(db, viewer, filter, at)
  const client = viewer.memberships.some(({ kind }) => kind === 'client')
  return { filter, rows, client }
})

export default function Contracts() {
  const { filter, rows, client } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page title={t('contract.list_title')} lead={t('contract.list_lead')}>
      <Stack gap={6}>
        <Tabs
          label={t('contract.filters')}
          items={filters.map((item) => ({
            href: `/contracts?show=${item}`,
            label: t(`contract.filter_${item}`),
            current: item === filter,
          }))}
        />
        {rows.length === 0 ? (
          <EmptyState
            title={filter === 'open' ? t('contract.none_title') : t('contract.none_filtered')}
            body={t(client ? 'contract.none_client' : 'contract.none_team')}
            action={{ href: '/briefs', label: t('contract.to_briefs') }}
          />
        ) : (
          rows.map((row) => (
            <article key={row.id} className="grid min-w-0 gap-3 border-t border-hairline pt-4">
              <Row justify="between" gap={4}>
                <h2 className="text-lg font-semibold">
                  <TextLink href={`/contracts/${row.id}`}>
                    <Name>{row.title}</Name>
                  </TextLink>
                </h2>
                <MoneyText value={{ currency: row.currency, amountMinor: row.priceMinor }} />
              </Row>
              <Quiet>
                <Name>{row.clientName}</Name> · <Name>{row.teamName}</Name>
                {row.current
                  ? ` · ${t('contract.milestone_of', {
                      position: row.current.position,
                      count: row.milestones.length,
                    })}`
                  : null}
              </Quiet>
              <TurnChip
                turn={row.turn}
                names={{ client: row.clientName, team: row.teamName }}
                side={row.side}
                label={t(`contract.status_${row.status}`)}
              />
              {row.current ? <MilestoneClock points={row.current.points} compact /> : null}
            </article>
          ))
        )}
      </Stack>
    </Page>
  )
}
