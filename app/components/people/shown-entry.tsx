import type { CriterionResult } from '~/domain/outcomes/evidence/verdict'
import type { Artefact } from '~/domain/reputation/artefact'
import type { PortfolioEntry } from '~/domain/reputation/portfolio'
import { portfolioAnchor } from '~/domain/skills/claim'
import { CriterionResults } from '../outcomes/criterion-results'
import { useLanguage } from '../page/language'
import { StatusChip } from '../page/status-chip'
import { isolated, Name, Quiet, TextLink, UserText } from '../page/text'
import { ArtefactList } from './artefact-list'
import { entryName } from './portfolio'

export type EntryOfPage = PortfolioEntry & {
  readonly words: string
  readonly attempt: number
  readonly results: readonly Omit<CriterionResult, 'detail'>[]
  readonly artefacts: readonly Artefact[]
}

/** An outcome at length: what was asked and measured, the part, the person's words, what they show of it. */
export function ShownEntry(props: {
  entry: EntryOfPage
  owner: { personId: string; name: string }
  code: string | null
}) {
  const { entry, owner, code } = props
  const language = useLanguage()
  const { t, date } = language
  const role = entry.people[0]?.role
  return (
    <article
      id={portfolioAnchor(entry.contractId)}
      className="grid gap-4 border-t-2 border-edge pt-5 break-inside-avoid target:bg-sunken"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-2">
        <div className="grid min-w-0 flex-1 basis-72 gap-1">
          <h3 className="text-lg leading-snug">
            <Name>{entryName(language, entry)}</Name>
          </h3>
          <Quiet>
            <Name>{entry.client ?? t('portfolio.client_unnamed')}</Name> · {date(entry.deliveredAt)}
          </Quiet>
          <Quiet>
            {role ? `${t('portfolio.part', { role: t(`role.${role}`) })} · ` : null}
            <a href={`/teams/${entry.team.slug}`}>
              {t('person.with_team', { team: isolated(entry.team.name) })}
            </a>
          </Quiet>
        </div>
        <div className="grid gap-1 sm:justify-items-end">
          <StatusChip
            kind={entry.verified ? 'met' : 'done'}
            label={t(entry.verified ? 'person.verified' : 'person.accepted')}
          />
          {entry.verdictId ? (
            <TextLink href={`/verdicts/${entry.verdictId}`}>{t('person.see_verdict')}</TextLink>
          ) : null}
        </div>
      </div>
      {entry.title === null ? <p>{t('portfolio.unnamed_why')}</p> : null}
      {entry.words ? (
        <blockquote className="m-0 grid gap-1 border-s-3 border-accent ps-4">
          <Quiet>{t('portfolio.in_own_words', { name: isolated(owner.name) })}</Quiet>
          <UserText text={entry.words} />
        </blockquote>
      ) : null}
      {entry.results.map((result) => (
        <CriterionResults
          key={result.criterion.id}
          criterion={result.criterion}
          label={t('common.measured')}
          attempts={[
            {
              attempt: entry.attempt,
              verdictId: entry.verdictId,
              body: { results: entry.results as CriterionResult[] },
            },
          ]}
        />
      ))}
      {entry.artefacts.length > 0 ? (
        <ArtefactList artefacts={entry.artefacts} owner={owner} code={code} level={4} />
      ) : null}
    </article>
  )
}
