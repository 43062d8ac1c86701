import { useLanguage } from '../page/language'
import { Quiet } from '../page/text'

/** What a milestone says in the place of its criteria when it is a discovery. */
export function DiscoveryNote() {
  const { t } = useLanguage()
  return <Quiet>{t('proposal.discovery_note')}</Quiet>
}
