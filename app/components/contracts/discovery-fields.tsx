import { mostDiscoveryBps, mostDiscoveryWeeks } from '~/domain/market/proposals/discovery'
import type { Currency } from '~/kernel/money'
import { CheckboxField, MoneyField, TextArea, TextField } from '../forms/fields'
import { Fieldset, PartContext } from '../forms/form'
import { useLanguage } from '../page/language'

/** The paid discovery that a proposal may begin with; what is typed counts where it is ticked. */
export function DiscoveryFields(props: { currency: Currency; chosen: boolean }) {
  const { t, shareBps } = useLanguage()
  const limits = { most: shareBps(mostDiscoveryBps), weeks: mostDiscoveryWeeks }
  return (
    <Fieldset legend={t('proposal.discovery')} help={t('proposal.discovery_help', limits)}>
      <CheckboxField
        name="discovery"
        label={t('proposal.discovery_begin')}
        defaultChecked={props.chosen}
      />
      <PartContext.Provider value={t('proposal.discovery')}>
        <div className="for-discovery grid gap-4">
          <TextField
            name="discovery.title"
            label={t('proposal.milestone_title')}
            defaultValue={props.chosen ? undefined : t('proposal.discovery')}
            maxLength={120}
          />
          <TextArea
            name="discovery.description"
            label={t('proposal.discovery_deliverable')}
            help={t('proposal.discovery_deliverable_help')}
            rows={3}
            maxLength={2000}
          />
          <MoneyField
            name="discovery.amount"
            label={t('proposal.milestone_amount')}
            currency={props.currency}
          />
          <TextField
            name="discovery.weeks"
            label={t('proposal.milestone_weeks')}
            inputMode="numeric"
            width="short"
          />
        </div>
      </PartContext.Provider>
    </Fieldset>
  )
}
