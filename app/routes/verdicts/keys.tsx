import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { Code, CodeBlock, Quiet } from '~/components/page/text'
import { serve } from '~/domain/identity/access.server'
import { signingKeys } from '~/domain/outcomes/evidence/key-queries.server'
import { env } from '~/platform/env.server'

export const handle = { script: false }

export const loader = serve('anyone', async ({ t, db }) => ({
  title: t('plot.keys_title'),
  description: t('plot.keys_lead'),
  keys: await signingKeys(db),
  origin: env().APP_ORIGIN,
}))

const example = (origin: string) => `import { createPublicKey, verify } from 'node:crypto'

const jws = '…' // from the page of the verdict
const [header, payload, signature] = jws.split('.')
const { kid } = JSON.parse(Buffer.from(header, 'base64url'))
const { keys } = await (await fetch('${origin}/verdicts/keys.json')).json()
const key = createPublicKey({ key: keys.find((one) => one.kid === kid), format: 'jwk' })
const signed = Buffer.from(\`\${header}.\${payload}\`)
console.log(verify(null, signed, key, Buffer.from(signature, 'base64url')))
console.log(JSON.parse(Buffer.from(payload, 'base64url')))`

export default function Keys() {
  const { keys, origin } = useLoaderData<typeof loader>()
  const { t, date, number } = useLanguage()
  const day = (at: Date | null) => (at === null ? '' : date(at))
  return (
    <Page
      title={t('plot.keys_title')}
      lead={t('plot.keys_lead')}
      crumbs={[
        { href: '/verdicts', label: t('home.verdicts_title') },
        { label: t('plot.keys_title') },
      ]}
    >
      <Stack gap={8}>
        <Stack gap={4}>
          <DataTable
            caption={t('plot.keys_title')}
            hideCaption
            rows={keys}
            rowKey={({ keyId }) => keyId}
            empty={<EmptyState title={t('plot.keys_none')} body={t('plot.keys_none_body')} />}
            columns={[
              {
                key: 'thumbprint',
                label: t('plot.key_thumbprint'),
                primary: true,
                cell: ({ keyId }) => <Code>{keyId}</Code>,
              },
              {
                key: 'state',
                label: t('plot.key_state'),
                cell: ({ retiredAt }) =>
                  retiredAt
                    ? t('plot.key_retired', { date: date(retiredAt) })
                    : t('plot.key_in_use'),
              },
              {
                key: 'since',
                label: t('plot.key_since'),
                cell: ({ createdAt }) => day(createdAt),
              },
              { key: 'first', label: t('plot.key_first'), cell: ({ firstAt }) => day(firstAt) },
              { key: 'last', label: t('plot.key_last'), cell: ({ lastAt }) => day(lastAt) },
              {
                key: 'verdicts',
                label: t('plot.key_verdicts'),
                numeric: true,
                cell: ({ verdicts }) => number(verdicts),
              },
            ]}
          />
          <div>
            <LinkButton href="/verdicts/keys.json" icon="download">
              {t('plot.keys_download')}
            </LinkButton>
          </div>
        </Stack>
        <Section title={t('plot.keys_check')}>
          <ol className="grid max-w-[68ch] list-decimal gap-2 ps-5">
            <li>{t('plot.keys_check_1')}</li>
            <li>{t('plot.keys_check_2')}</li>
            <li>{t('plot.keys_check_3')}</li>
            <li>{t('plot.keys_check_4')}</li>
          </ol>
          <CodeBlock label={t('plot.keys_check_example')} text={example(origin)} />
          <Quiet>{t('plot.keys_replay')}</Quiet>
        </Section>
      </Stack>
    </Page>
  )
}
