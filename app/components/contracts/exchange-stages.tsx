import type { ShownExchange } from '~/domain/contracts/seats/exchange'
import { exchangeStages } from '~/domain/market/exchange/exchange'
import { countryName } from '~/kernel/countries'
import { HiddenField, SelectField, TextField } from '../forms/fields'
import { Form, FormActions, type FormState } from '../forms/form'
import { ConfirmStep, SubmitButton } from '../page/button'
import { useLanguage } from '../page/language'
import { Section, Stack } from '../page/section'
import { isolated, Name, Quiet, UserText } from '../page/text'

/** Who is in exchange in a milestone, what was agreed, and what the host says of it. */
export function ExchangeStages(props: {
  exchanges: readonly ShownExchange[]
  state: FormState | undefined
}) {
  const { t } = useLanguage()
  if (props.exchanges.length === 0) return null
  return (
    <Section id="exchange" title={t('exchange.title')}>
      <Stack gap={4}>
        {props.exchanges.map((row) => (
          <Guest key={row.personId} row={row} state={props.state} />
        ))}
      </Stack>
    </Section>
  )
}

function Guest({ row, state }: { row: ShownExchange; state: FormState | undefined }) {
  const { t, locale, date } = useLanguage()
  const host = isolated(row.hostName)
  const stage = (named: ShownExchange['planned']) => t(`exchange.stage_${named}`)
  return (
    <div className="grid gap-2">
      <p>
        <Name>{row.name}</Name>
      </p>
      <Quiet>
        {t('exchange.line', {
          host,
          from: countryName(row.from, locale),
          to: countryName(row.to, locale),
        })}
      </Quiet>
      <p>{t('exchange.agreed', { stage: stage(row.planned) })}</p>
      {row.said ? (
        <>
          <p>
            {t('exchange.said', {
              host,
              date: date(row.said.confirmedAt),
              stage: stage(row.said.stage),
            })}
          </p>
          <UserText text={row.said.words} />
        </>
      ) : row.mayConfirm ? (
        <Confirm row={row} state={state} />
      ) : (
        <Quiet>{t('exchange.waits', { host })}</Quiet>
      )}
    </div>
  )
}

function Confirm({ row, state }: { row: ShownExchange; state: FormState | undefined }) {
  const { t } = useLanguage()
  const mine =
    state?.intent === 'confirm_exchange' && state.values?.personId === row.personId
      ? state
      : undefined
  return (
    <ConfirmStep
      label={t('exchange.confirm', { name: isolated(row.name) })}
      tone="primary"
      sentence={t('exchange.confirm_sentence')}
      open={mine !== undefined}
    >
      <Form intent="confirm_exchange" state={mine}>
        <HiddenField name="personId" value={row.personId} />
        <SelectField
          name="stage"
          label={t('exchange.confirm_stage')}
          required
          placeholder=""
          options={exchangeStages.map((value) => ({
            value,
            label: t(`exchange.stage_${value}`),
          }))}
        />
        <TextField
          name="words"
          label={t('exchange.confirm_words')}
          help={t('exchange.confirm_words_help')}
          required
          maxLength={300}
        />
        <FormActions>
          <SubmitButton>{t('exchange.confirm_yes')}</SubmitButton>
        </FormActions>
      </Form>
    </ConfirmStep>
  )
}
