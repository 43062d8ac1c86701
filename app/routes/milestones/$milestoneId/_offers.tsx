import { ActionForm, ConfirmStep } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Row, Section } from '~/components/page/section'
import { isolated, Quiet, UserText } from '~/components/page/text'
import { portion } from '~/kernel/money'
import { useSides, useSplit } from './_dispute'
import type { Data } from './dispute'

/** Every offer to split, the latest first, with the answers that the viewer may give. */
export function Offers({ page }: { page: Data }) {
  const { t } = useLanguage()
  if (page.offers.length === 0 && !page.may.offer) return null
  return (
    <Section id="offers" title={t('dispute.offers_title')}>
      {page.offers.length === 0 ? (
        <Quiet>{t('dispute.offers_none')}</Quiet>
      ) : (
        <ul className="m-0 grid list-none border-t border-hairline p-0">
          {page.offers.map((offer) => (
            <li key={offer.id} className="grid gap-2 border-b border-hairline py-3">
              <Offer page={page} offer={offer} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Offer({ page, offer }: { page: Data; offer: Data['offers'][number] }) {
  const { t, date, money } = useLanguage()
  const sides = useSides(page)
  const split = useSplit(page)
  const { currency } = page.milestone
  const fields = { offerId: offer.id }
  const fee = money({ currency, amountMinor: portion(offer.releaseMinor, page.feeBps) })
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <strong className={offer.answer === null ? '' : 'font-normal text-quiet'}>
          {t('dispute.offer_line', split(offer.releaseMinor, offer.ofMinor))}
        </strong>
        <span className="text-sm text-quiet">{t(`dispute.offer_${offer.answer ?? 'open'}`)}</span>
      </div>
      <p className="text-sm text-quiet">
        {t('dispute.offer_by', {
          name: isolated(offer.madeByName),
          side: sides(offer.side),
          date: date(offer.madeAt),
        })}
      </p>
      {offer.words ? <UserText text={offer.words} /> : null}
      {offer.mayAnswer ? (
        <Row gap={3}>
          <ConfirmStep
            tone="primary"
            label={t('dispute.accept')}
            sentence={t('dispute.accept_sentence', { ...split(offer.releaseMinor), fee })}
          >
            <ActionForm
              intent="take"
              label={t('dispute.accept_yes')}
              tone="primary"
              fields={fields}
            />
          </ConfirmStep>
          <ActionForm intent="decline" label={t('dispute.decline')} tone="quiet" fields={fields} />
        </Row>
      ) : null}
      {offer.mayWithdraw ? (
        <Row>
          <ActionForm
            intent="take_back"
            label={t('dispute.withdraw_offer')}
            tone="quiet"
            fields={fields}
          />
        </Row>
      ) : null}
    </>
  )
}
