import { ComparisonTable } from '~/components/page/comparison-table'
import { DataTable } from '~/components/page/data-table'
import { EmptyState } from '~/components/page/empty-state'
import { Figures } from '~/components/page/figures'
import { useLanguage } from '~/components/page/language'
import { DescriptionList, LinkList, TagList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Pagination, Tabs } from '~/components/page/navigation'
import { PeopleRow } from '~/components/page/people'
import { ProofLink } from '~/components/page/proof-link'
import { Columns, Section, Stack } from '~/components/page/section'
import { StatusChip } from '~/components/page/status-chip'
import { MoneyFlow } from '~/components/plots/money-flow'
import { money } from '~/kernel/money'
import { exampleHash } from './_look-hash'

export function Amounts() {
  const { t } = useLanguage()
  return (
    <Section title={t('look.money')}>
      <Figures
        items={[
          {
            label: t('common.held'),
            value: <MoneyText value={money('USD', 420_000n)} />,
            note: t('look.sentence'),
          },
          {
            label: t('look.accepted'),
            value: (
              <MoneyText value={money('USD', 131_000n)} estimate={money('PKR', 36_500_000n)} />
            ),
          },
          { label: t('look.paid'), value: <MoneyText value={money('JPY', 987_000n)} signed /> },
        ]}
      />
      <MoneyFlow
        currency="USD"
        funders={[
          { name: t('home.funder_1'), amountMinor: 800_000n },
          { name: t('home.funder_2'), amountMinor: 400_000n },
        ]}
        fee={120_000n}
        holdback={120_000n}
        members={[
          {
            name: t('home.member_1'),
            role: t('home.role_1'),
            shareBps: 4000,
            amountMinor: 384_000n,
          },
          {
            name: t('home.member_2'),
            role: t('home.role_2'),
            shareBps: 3500,
            amountMinor: 336_000n,
          },
          {
            name: t('home.member_3'),
            role: t('home.role_3'),
            shareBps: 2500,
            amountMinor: 240_000n,
          },
        ]}
      />
      <PeopleRow
        people={[
          {
            name: t('home.member_1'),
            role: t('home.role_1'),
            shareBps: 4000,
            href: '#m1',
            amount: money('USD', 384_000n),
          },
          {
            name: t('home.member_2'),
            role: t('home.role_2'),
            shareBps: 3500,
            proof: <ProofLink hash={exampleHash} href="#p" />,
          },
          { name: t('home.member_3'), role: t('home.role_3'), shareBps: 2500 },
        ]}
      />
    </Section>
  )
}

export function Lists() {
  const { t } = useLanguage()
  const rows = [
    {
      id: '1',
      title: t('home.step_1_title'),
      amount: money('USD', 420_000n),
      kind: 'your_turn' as const,
    },
    {
      id: '2',
      title: t('home.step_2_title'),
      amount: money('USD', 1_310_050n),
      kind: 'waiting' as const,
    },
    { id: '3', title: t('home.step_3_title'), amount: money('USD', 98_700n), kind: 'met' as const },
  ]
  return (
    <Section title={t('look.lists')}>
      <Tabs
        label={t('look.lists')}
        items={[
          { href: '#t1', label: t('nav.contracts'), current: true, count: 3 },
          { href: '#t2', label: t('nav.briefs'), count: 6 },
        ]}
      />
      <DataTable
        caption={t('common.milestones')}
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          { key: 'title', label: t('look.milestone'), cell: (row) => row.title, primary: true },
          { key: 'state', label: t('common.state'), cell: (row) => <StatusChip kind={row.kind} /> },
          {
            key: 'amount',
            label: t('common.amount'),
            cell: (row) => <MoneyText value={row.amount} />,
            numeric: true,
          },
        ]}
      />
      <Pagination page={2} pages={5} href={(page) => `?page=${page}`} />
      <Columns>
        <LinkList
          items={rows.map((row) => ({
            id: row.id,
            href: `#${row.id}`,
            title: row.title,
            body: t('home.step_1_body'),
            meta: <StatusChip kind={row.kind} />,
            aside: <MoneyText value={row.amount} />,
          }))}
        />
        <Stack>
          <DescriptionList
            items={[
              { term: t('look.field_class'), value: t('look.class_internal') },
              { term: t('common.proof'), value: <ProofLink hash={exampleHash} /> },
            ]}
          />
          <TagList items={['Python', 'NLP', t('home.role_3')]} />
        </Stack>
      </Columns>
      <ComparisonTable
        caption={t('look.lists')}
        heads={[t('home.member_1'), t('home.member_2'), t('home.member_3')]}
        rows={[
          {
            label: t('common.amount'),
            cells: rows.map((row) => <MoneyText key={row.id} value={row.amount} />),
          },
          {
            label: t('common.state'),
            cells: rows.map((row) => <StatusChip key={row.id} kind={row.kind} />),
          },
        ]}
      />
      <EmptyState
        title={t('look.empty_title')}
        body={t('look.empty_body')}
        action={{ href: '#invite', label: t('look.empty_action') }}
      />
    </Section>
  )
}
