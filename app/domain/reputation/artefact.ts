import type { Repository, RepositoryOrigin } from './repository'

export const artefactKinds = ['link', 'file', 'picture', 'repository'] as const
export type ArtefactKind = (typeof artefactKinds)[number]

/** How many things one portfolio may hold. */
export const mostArtefacts = 60

/** Something that a person made, as a portfolio shows it. */
export type Artefact = {
  readonly id: string
  readonly kind: ArtefactKind
  readonly entryId: string | null
  readonly title: string
  readonly part: string
  readonly url: string | null
  readonly fileName: string | null
  readonly sizeBytes: number | null
  readonly repository: Repository | null
  readonly repositoryOrigin: RepositoryOrigin | null
  readonly readAt: Date | null
}

/** What leads somewhere else; the others are files of ours. */
export const isLinked = ({ kind }: Pick<Artefact, 'kind'>) =>
  kind === 'link' || kind === 'repository'
export const isShownPicture = ({ kind }: Pick<Artefact, 'kind'>) => kind === 'picture'
