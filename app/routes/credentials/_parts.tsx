import { RadioCards } from '~/components/forms/fields'
import { Form, FormActions, type FormState } from '~/components/forms/form'
import { LinkButton, SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Row, Section } from '~/components/page/section'
import { Timeline } from '~/components/page/timeline'
import {
  type CredentialEventKind,
  type Visibility,
  visibilities,
} from '~/domain/credentials/credential'

const files = ['png', 'svg', 'json', 'jwt'] as const

/** The signed credential in its four forms. */
export function Downloads({ credentialId }: { credentialId: string }) {
  const { t } = useLanguage()
  return (
    <Section title={t('credential.take_away')} lead={t('credential.take_away_lead')}>
      <Row gap={2}>
        {files.map((form) => (
          <LinkButton
            key={form}
            href={`/credentials/${credentialId}/badge.${form}`}
            icon="download"
          >
            {t(`credential.download_${form}`)}
          </LinkButton>
        ))}
      </Row>
    </Section>
  )
}

/** The holder's choice of who finds it. */
export function VisibilityForm(props: {
  page: { visibility: Visibility }
  state: FormState | undefined
}) {
  const { t } = useLanguage()
  return (
    <Section title={t('credential.visibility')}>
      <Form intent="visibility" state={props.state}>
        <RadioCards
          name="visibility"
          label={t('credential.visibility')}
          hideLabel
          required
          defaultValue={props.page.visibility}
          options={visibilities.map((value) => ({
            value,
            label: t(`credential.visibility_${value}`),
            help: t(`credential.visibility_${value}_help`),
          }))}
        />
        <FormActions>
          <SubmitButton tone="quiet" note={t('credential.visibility_note')}>
            {t('credential.visibility_save')}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}

const tones = {
  issued: 'plain',
  renewed: 'plain',
  reinstated: 'met',
  suspended: 'turn',
  revoked: 'lost',
} as const

/** What happened to it, by whom and why. */
export function CredentialHistory(props: {
  events: readonly {
    id: number
    kind: CredentialEventKind
    reason: string
    by: string | null
    at: Date
  }[]
}) {
  const { t } = useLanguage()
  return (
    <Section title={t('credential.history')}>
      <Timeline
        events={props.events.map(({ id, kind, reason, by, at }) => ({
          id: String(id),
          at,
          title: t(`credential.event_${kind}`),
          tone: tones[kind],
          body: (
            <>
              <bdi className="text-quiet">{by ?? t('credential.by_samar')}</bdi>
              {reason ? (
                <p>
                  <bdi>{reason}</bdi>
                </p>
              ) : null}
            </>
          ),
        }))}
      />
    </Section>
  )
}
