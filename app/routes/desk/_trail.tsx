import { DataTable } from '~/components/page/data-table'
import { useLanguage } from '~/components/page/language'
import { Code, Name } from '~/components/page/text'

type TrailRow = {
  id: number
  at: Date
  person: string | null
  act: string
  subject: string
  facts: Record<string, string | number>
}

/** Who did what on what, the latest first. */
export function Trail({ rows }: { rows: readonly TrailRow[] }) {
  const { t, dateTime } = useLanguage()
  return (
    <DataTable
      caption={t('desk.audit')}
      hideCaption
      rows={rows}
      rowKey={(row) => String(row.id)}
      empty={<p>{t('desk.trail_none')}</p>}
      columns={[
        { key: 'at', label: t('common.when'), cell: (row) => dateTime(row.at) },
        {
          key: 'who',
          label: t('common.who'),
          cell: (row) => (row.person ? <Name>{row.person}</Name> : t('desk.platform')),
        },
        { key: 'act', label: t('desk.act'), primary: true, cell: (row) => <Code>{row.act}</Code> },
        { key: 'subject', label: t('desk.subject'), cell: (row) => <Code>{row.subject}</Code> },
        {
          key: 'facts',
          label: t('desk.facts'),
          cell: (row) =>
            Object.entries(row.facts).map(([name, value]) => (
              <div key={name} className="text-xs text-quiet" dir="ltr">
                {name}: {String(value)}
              </div>
            )),
        },
      ]}
    />
  )
}
