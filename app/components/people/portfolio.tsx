import type { PortfolioEntry } from '~/domain/reputation/portfolio'
import { portfolioAnchor } from '~/domain/skills/claim'
import { type ReaderLanguage, useLanguage } from '../page/language'
import { StatusChip } from '../page/status-chip'
import { isolated, Name } from '../page/text'

/** What an entry is called: its title, or its field where the client keeps the contract unnamed. */
export function entryName({ t }: Pick<ReaderLanguage, 't'>, entry: NamedEntry): string {
  return entry.title ?? t('portfolio.unnamed', { sector: t(`sector.${entry.sector}`) })
}

type NamedEntry = Pick<PortfolioEntry, 'title' | 'sector'>

/** Measured outcomes, each with the verdict that proves it. */
export function Portfolio({
  entries,
  withTeam = false,
}: {
  entries: readonly PortfolioEntry[]
  /** On a person's page the team is named; on a team's page the people. */
  withTeam?: boolean
}) {
  const language = useLanguage()
  const { t, date, list } = language
  const first = new Map(entries.map(({ contractId, id }) => [contractId, id]))
  return (
    <ul className="m-0 grid list-none border-t border-hairline p-0">
      {entries.map((entry) => (
        <li
          key={entry.id}
          // A skill that this contract has shown leads here.
          id={
            first.get(entry.contractId) === entry.id ? portfolioAnchor(entry.contractId) : undefined
          }
          className="flex flex-wrap items-start justify-between gap-x-8 gap-y-2 border-b border-hairline py-4 target:bg-sunken"
        >
          <div className="grid min-w-0 flex-1 basis-72 gap-1">
            <span className="font-semibold">
              <Name>{entryName(language, entry)}</Name>
            </span>
            <span className="text-sm text-quiet">
              <Name>{entry.client ?? t('portfolio.client_unnamed')}</Name> ·{' '}
              {date(entry.deliveredAt)}
            </span>
            {withTeam ? (
              <span className="text-sm text-quiet">
                {entry.people[0]?.role ? `${t(`role.${entry.people[0].role}`)} · ` : null}
                <a href={`/teams/${entry.team.slug}`}>
                  {t('person.with_team', { team: isolated(entry.team.name) })}
                </a>
              </span>
            ) : (
              <span className="text-sm text-quiet">
                {list(entry.people.map(({ name }) => isolated(name)))}
              </span>
            )}
          </div>
          <div className="grid gap-1 sm:justify-items-end">
            <StatusChip
              kind={entry.verified ? 'met' : 'done'}
              label={t(entry.verified ? 'person.verified' : 'person.accepted')}
            />
            {entry.verdictId ? (
              <a href={`/verdicts/${entry.verdictId}`} className="text-sm">
                {t('person.see_verdict')}
              </a>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  )
}
