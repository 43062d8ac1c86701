import type { ReactNode } from 'react'
import { type Artefact, isLinked, isShownPicture } from '~/domain/reputation/artefact'
import { Icon } from '../page/icon'
import { type ReaderLanguage, useLanguage } from '../page/language'
import { isolated, Name, Quiet } from '../page/text'

/** Where the file of an artefact is served; `code` is that of the link that opened the portfolio. */
export function artefactHref(personId: string, artefactId: string, code: string | null): string {
  const query = code ? `?code=${encodeURIComponent(code)}` : ''
  return `/people/${personId}/portfolio/files/${artefactId}${query}`
}

/** What is known of an artefact beside its title: its size, or what GitHub says of a repository. */
export function artefactFacts(language: ReaderLanguage, artefact: Artefact, owner: string) {
  const { t, size, date } = language
  const { repository, readAt, sizeBytes } = artefact
  if (!repository || !readAt) {
    return sizeBytes === null || isShownPicture(artefact)
      ? []
      : [t('portfolio.file_size', { size: size(sizeBytes) })]
  }
  const said = { date: date(readAt), name: isolated(owner) }
  return [
    ...(repository.language
      ? [t('portfolio.repository_language', { language: isolated(repository.language) })]
      : []),
    ...(repository.stars === null
      ? []
      : [t('portfolio.repository_stars', { count: repository.stars })]),
    ...(repository.fork ? [t('portfolio.repository_fork')] : []),
    t(
      artefact.repositoryOrigin === 'api'
        ? 'portfolio.repository_api'
        : 'portfolio.repository_export',
      said,
    ),
  ]
}

/** Links, files, pictures and repositories, each with the part that its person had in it. */
export function ArtefactList(props: {
  artefacts: readonly Artefact[]
  owner: { personId: string; name: string }
  code: string | null
  level?: 3 | 4
  actions?: (artefact: Artefact) => ReactNode
}) {
  const language = useLanguage()
  const { t } = language
  const { owner, code } = props
  const Heading = props.level === 4 ? 'h4' : 'h3'
  return (
    <ul className="m-0 grid list-none gap-x-8 p-0 sm:grid-cols-2">
      {props.artefacts.map((artefact) => {
        const href = artefact.url ?? artefactHref(owner.personId, artefact.id, code)
        const facts = artefactFacts(language, artefact, owner.name)
        return (
          <li
            key={artefact.id}
            className="grid min-w-0 content-start gap-2 border-t border-hairline py-4"
          >
            {isShownPicture(artefact) ? (
              <a href={href}>
                <img
                  src={href}
                  alt={artefact.title}
                  loading="lazy"
                  className="max-h-72 w-full rounded-md border border-hairline bg-raised object-contain"
                />
              </a>
            ) : null}
            <Heading className="text-base leading-snug">
              {isShownPicture(artefact) ? (
                <Name>{artefact.title}</Name>
              ) : (
                <a
                  href={href}
                  rel={isLinked(artefact) ? 'nofollow noopener noreferrer' : undefined}
                  className="inline-flex items-center gap-1"
                >
                  <Name>{artefact.title}</Name>
                  {isLinked(artefact) ? <Icon name="external" size={14} /> : null}
                </a>
              )}
            </Heading>
            {artefact.repository?.description ? (
              <p>
                <bdi>{artefact.repository.description}</bdi>
              </p>
            ) : null}
            {artefact.part ? (
              <p className="text-sm">
                {t('portfolio.work_part', { part: isolated(artefact.part) })}
              </p>
            ) : null}
            {facts.length > 0 ? <Quiet>{facts.join(' · ')}</Quiet> : null}
            {props.actions?.(artefact)}
          </li>
        )
      })}
    </ul>
  )
}
