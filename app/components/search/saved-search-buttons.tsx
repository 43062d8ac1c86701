import { ActionForm } from '../page/button'
import { useLanguage } from '../page/language'

/** Stops or starts the alerts of a kept search, and forgets it. */
export function SavedSearchButtons(props: { savedSearchId: string; alerts: boolean }) {
  const { t } = useLanguage()
  const { savedSearchId, alerts } = props
  return (
    <div className="flex flex-wrap gap-2">
      <ActionForm
        intent="alerts"
        tone="quiet"
        icon="bell"
        label={t(alerts ? 'search.alerts_stop' : 'search.alerts_start')}
        fields={{ savedSearchId, alerts: alerts ? 'off' : 'on' }}
      />
      <ActionForm
        intent="forget"
        tone="quiet"
        label={t('search.forget')}
        confirm={t('search.forget_sure')}
        fields={{ savedSearchId }}
      />
    </div>
  )
}
