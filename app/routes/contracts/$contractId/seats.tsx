import { useActionData, useLoaderData } from '@remix-run/react'
import { SeatTable } from '~/components/contracts/seat-table'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { isolated, Name, Quiet, UserText } from '~/components/page/text'
import { handOverPage } from '~/domain/contracts/seats/hand-over-queries.server'
import { act, serve } from '~/domain/identity/access.server'
import { openProfiles } from '~/domain/teams/people-queries.server'
import { actOnSeats } from './_seats.server'
import { SeatsForm } from './_seats-form'
import { OpenHandOver } from './_seats-open'

export const loader = serve('person', async ({ viewer, params, db, at, t }) => {
  const page = await handOverPage(db, viewer, params.contractId ?? '', at)
  return {
    ...page,
    title: t('seats.title_of', { title: page.contract.title }),
    name: viewer.name,
    profiles: await openProfiles(db, viewer, page.people),
  }
})

export const action = act('person', actOnSeats)

export type Data = ReturnType<typeof useLoaderData<typeof loader>>
export type State = ReturnType<typeof useActionData<typeof action>>

/** The seats of the terms in force: the first ones, and each later change. */
function Now({ terms, profiles, milestones }: Data) {
  const { t } = useLanguage()
  const later = terms.laterSeats ?? []
  const first = later[0]
  const titleOf = (position: number) =>
    isolated(milestones.find((row) => row.position === position)?.title ?? '')
  const parts = [
    ...(first?.fromPosition === 1
      ? []
      : [
          {
            title: first
              ? t('seats.until', {
                  position: first.fromPosition - 1,
                  title: titleOf(first.fromPosition - 1),
                })
              : t('seats.now'),
            lead: t('seats.now_lead'),
            seats: terms.members,
          },
        ]),
    ...later.map(({ fromPosition, members }) => ({
      title: t('seats.from', { position: fromPosition, title: titleOf(fromPosition) }),
      lead: t('seats.later_lead'),
      seats: members,
    })),
  ]
  return (
    <>
      {parts.map(({ title, lead, seats }) => (
        <Section key={title} title={title} lead={lead}>
          <SeatTable
            title={title}
            seats={seats}
            milestones={terms.milestones}
            profiles={profiles}
          />
        </Section>
      ))}
    </>
  )
}

function Past({ past }: Data) {
  const { t, date } = useLanguage()
  if (past.length === 0) return null
  const ended = (row: Data['past'][number]) => {
    const facts = {
      date: row.endedAt ? date(row.endedAt) : '',
      name: isolated(row.endedBy),
      version: row.version,
    }
    return row.lapsedWhy
      ? t(`seats.past_lapsed_${row.lapsedWhy}`, facts)
      : t(`seats.past_${row.state as 'in_force' | 'refused' | 'withdrawn'}`, facts)
  }
  return (
    <Section title={t('seats.past')}>
      <ol className="m-0 grid list-none border-t border-hairline p-0">
        {past.map((row) => (
          <li key={row.id} className="grid gap-1 border-b border-hairline py-3">
            <p className="font-semibold">{ended(row)}</p>
            <Quiet>
              {t('seats.past_from', { position: row.fromPosition, date: date(row.proposedAt) })}
            </Quiet>
            <UserText text={row.endedWords || row.reason} />
          </li>
        ))}
      </ol>
    </Section>
  )
}

export default function ContractSeats() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { contract, party } = data
  const { t } = useLanguage()
  return (
    <Page
      title={t('seats.title')}
      kicker={<Name>{contract.title}</Name>}
      lead={t('seats.lead')}
      width="reading"
      crumbs={[
        { href: '/contracts', label: t('contract.list_title') },
        { href: party ? `/contracts/${contract.id}` : undefined, label: contract.title },
        { label: t('seats.title') },
      ]}
    >
      <Stack gap={7}>
        <ErrorNotice state={state} />
        <OpenHandOver data={data} state={state} />
        {party ? <Now {...data} /> : null}
        <SeatsForm data={data} state={state} />
        <Past {...data} />
      </Stack>
    </Page>
  )
}
