import { useLoaderData } from '@remix-run/react'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { CodeBlock, Quiet, TextLink } from '~/components/page/text'
import { serve } from '~/domain/identity/access.server'
import { planFor } from '~/domain/outcomes/runs/evaluation'
import { env } from '~/platform/env.server'
import { settingAt } from '~/platform/settings.server'
import { keyDirectoryPath, verificationExample } from './_verification-example'

export const handle = { script: false, indexed: true }

/** For whoever runs an endpoint: no account is needed to know what knocks. */
export const loader = serve('anyone', async ({ db, at, t }) => {
  const plan = planFor(1, await settingAt(db, 'evaluationRate', at))
  const origin = env().APP_ORIGIN
  return {
    title: t('measuring.title'),
    description: t('measuring.lead'),
    origin,
    keysUrl: `${origin}${keyDirectoryPath}`,
    program: verificationExample(origin),
    limits: {
      seconds: plan.rowDeadlineMs / 1000,
      bytes: plan.maxResponseBytes,
      rate: plan.ratePerSecond,
      concurrency: plan.concurrency,
    },
  }
})

function exampleRequest(origin: string): string {
  return `POST /v1/classify HTTP/1.1
Host: model.example.com
User-Agent: Samar-Evaluation/1 (+${origin}/measuring)
Accept: application/json
Content-Type: application/json
Content-Digest: sha-256=:Gq2YcJkYy6v…=:
Signature-Input: samar=("@method" "@target-uri" "content-type" "content-digest");created=1772442000;keyid="kPrK_qmxVW…";nonce="x3Tq0c9m…";tag="samar-evaluation"
Signature: samar=:9nZ1V0bXk2…==:

{"id":"5d8f0c41…","text":"…"}`
}

const headers = [
  { name: 'User-Agent', key: 'header_user_agent' },
  { name: 'Content-Digest', key: 'header_digest' },
  { name: 'Signature-Input', key: 'header_input' },
  { name: 'Signature', key: 'header_signature' },
] as const

const checks = ['covered', 'created', 'digest', 'key', 'nonce'] as const
const limitNames = ['time', 'size', 'format', 'rate', 'redirects', 'repeat', 'address'] as const

function Verifying(props: { keysUrl: string; program: string }) {
  const { t } = useLanguage()
  return (
    <Section id="verify" title={t('measuring.verify_title')} lead={t('measuring.verify_lead')}>
      <Stack gap={5}>
        <ol className="prose m-0 list-decimal grid gap-2 ps-6">
          {checks.map((check) => (
            <li key={check}>{t(`measuring.verify_${check}`)}</li>
          ))}
        </ol>
        <div className="grid gap-1">
          <p>
            {t('measuring.keys')}:{' '}
            <TextLink href={keyDirectoryPath}>
              <bdi dir="ltr" className="break-all">
                {props.keysUrl}
              </bdi>
            </TextLink>
          </p>
          <Quiet>{t('measuring.keys_note')}</Quiet>
        </div>
        <CodeBlock label={t('measuring.program')} text={props.program} />
      </Stack>
    </Section>
  )
}

export default function MeasuringPage() {
  const { origin, keysUrl, program, limits } = useLoaderData<typeof loader>()
  const { t, number } = useLanguage()
  const values = { ...limits, bytes: number(limits.bytes) }
  return (
    <Page title={t('measuring.title')} lead={t('measuring.lead')} width="reading">
      <Section title={t('measuring.sent_title')}>
        <ul className="prose m-0 list-disc grid gap-2 ps-6">
          <li>{t('measuring.sent_rows')}</li>
          <li>{t('measuring.sent_ids')}</li>
          <li>{t('measuring.sent_headers')}</li>
        </ul>
      </Section>
      <Section title={t('measuring.from_title')}>
        <p className="prose">{t('measuring.from_body')}</p>
      </Section>
      <Section title={t('measuring.recognise_title')} lead={t('measuring.recognise_lead')}>
        <Stack gap={5}>
          <DescriptionList
            items={headers.map(({ name, key }) => ({
              term: <code className="code whitespace-nowrap">{name}</code>,
              value: t(`measuring.${key}`),
            }))}
          />
          <CodeBlock label={t('measuring.example_request')} text={exampleRequest(origin)} />
        </Stack>
      </Section>
      <Verifying keysUrl={keysUrl} program={program} />
      <Section id="limits" title={t('measuring.limits_title')} lead={t('measuring.limits_lead')}>
        <DescriptionList
          items={limitNames.map((name) => ({
            term: t(`measuring.limit_${name}`),
            value: t(`measuring.limit_${name}_value`, values),
          }))}
        />
      </Section>
    </Page>
  )
}
