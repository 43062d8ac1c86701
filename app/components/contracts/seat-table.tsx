import type { SeatChange } from '~/domain/contracts/seats/hand-over'
import type { ContractSeat } from '~/domain/contracts/seats/seats'
import type { Terms } from '~/domain/contracts/terms/terms'
import { DataTable } from '../page/data-table'
import { useLanguage } from '../page/language'
import { PersonName, profileHref } from '../page/people'
import { Quiet } from '../page/text'
import { ExchangeLine } from './exchange-line'

type Milestones = Pick<Terms, 'milestones'>

/** The seats of some milestones: who, as what, with which share. */
export function SeatTable({
  title,
  seats,
  milestones,
  profiles,
}: Milestones & {
  title: string
  seats: readonly ContractSeat[]
  /** Whose page the reader may open. */
  profiles: readonly string[]
}) {
  const { t, shareBps } = useLanguage()
  return (
    <DataTable
      caption={title}
      hideCaption
      rows={seats}
      rowKey={(row) => row.personId}
      columns={[
        {
          key: 'name',
          label: t('common.name'),
          primary: true,
          cell: (row) => (
            <>
              <PersonName name={row.name} href={profileHref(profiles, row.personId)} />
              <ExchangeLine exchange={row.exchange} members={seats} milestones={milestones} />
            </>
          ),
        },
        { key: 'role', label: t('common.role'), cell: (row) => t(`role.${row.role}`) },
        {
          key: 'share',
          label: t('common.share'),
          numeric: true,
          cell: (row) => shareBps(row.shareBps),
        },
      ]}
    />
  )
}

/** Everybody's seat before and after a hand-over. */
export function SeatChangeTable({
  changes,
  milestones,
  profiles,
}: Milestones & { changes: readonly SeatChange[]; profiles: readonly string[] }) {
  const { t, shareBps } = useLanguage()
  const seatsOf = (part: 'before' | 'after') => changes.flatMap((change) => change[part] ?? [])
  const cell = (part: 'before' | 'after') => (change: SeatChange) => {
    const seat = change[part]
    if (!seat) return <Quiet>{t('seats.none')}</Quiet>
    return (
      <>
        <p>{t('seats.seat', { role: t(`role.${seat.role}`), share: shareBps(seat.shareBps) })}</p>
        <ExchangeLine exchange={seat.exchange} members={seatsOf(part)} milestones={milestones} />
      </>
    )
  }
  return (
    <DataTable
      caption={t('seats.changes')}
      hideCaption
      rows={changes}
      rowKey={(row) => row.personId}
      columns={[
        {
          key: 'name',
          label: t('common.name'),
          primary: true,
          cell: (row) => <PersonName name={row.name} href={profileHref(profiles, row.personId)} />,
        },
        { key: 'before', label: t('seats.before'), long: true, cell: cell('before') },
        { key: 'after', label: t('seats.after'), long: true, cell: cell('after') },
      ]}
    />
  )
}
