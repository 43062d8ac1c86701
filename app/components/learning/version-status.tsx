import type { TrackVersionStatus } from '~/domain/learning/versions/track-version'
import { useLanguage } from '../page/language'
import { StatusChip, type StatusKind } from '../page/status-chip'

const kinds: Readonly<Record<TrackVersionStatus, StatusKind>> = {
  draft: 'draft',
  in_review: 'waiting',
  published: 'done',
  superseded: 'draft',
  withdrawn: 'lost',
  discarded: 'lost',
}

/** Where a version stands, and whose turn it is. */
export function VersionStatus(props: {
  status: TrackVersionStatus
  sentence?: boolean
  sentBack?: boolean
}) {
  const { t } = useLanguage()
  const { status, sentBack } = props
  return (
    <StatusChip
      kind={sentBack ? 'your_turn' : kinds[status]}
      label={t(sentBack ? 'authoring.status_sent_back' : `authoring.status_${status}`)}
      sentence={
        props.sentence
          ? t(sentBack ? 'authoring.turn_sent_back' : `authoring.turn_${status}`)
          : undefined
      }
    />
  )
}
