import { useLoaderData } from '@remix-run/react'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { CodeBlock } from '~/components/page/text'
import { serve } from '~/domain/identity/access.server'
import { sealingExample } from '~/domain/outcomes/datasets/sealing-example.server'

export const handle = { script: false, indexed: true }

export const loader = serve('anyone', async ({ t }) => ({
  title: t('sealing.title'),
  description: t('sealing.description'),
  example: await sealingExample(),
}))

const steps = [
  {
    key: 'step_salt',
    code: 'features salt = HMAC-SHA-256(key, "features:" ‖ row number)\nlabel salt    = HMAC-SHA-256(key, "label:" ‖ row number)',
  },
  { key: 'step_features', code: 'features hash = SHA-256(features salt ‖ JSON(features))' },
  {
    key: 'step_label',
    code: 'label hash = SHA-256(label salt ‖ JSON({"canary", "label"}))\nlabel hash = SHA-256(label salt ‖ JSON({"canary", "group", "label"}))',
  },
  { key: 'step_leaf', code: 'leaf = SHA-256(00 ‖ features hash ‖ label hash)' },
  { key: 'step_node', code: 'node = SHA-256(01 ‖ left ‖ right)' },
] as const

const shown = [
  ['features_json', 'featuresJson'],
  ['features_salt', 'featuresSalt'],
  ['features_hash', 'featuresHash'],
  ['label_json', 'labelJson'],
  ['label_salt', 'labelSalt'],
  ['label_hash', 'labelHash'],
  ['leaf', 'leaf'],
] as const

/** A long hash or JSON, which may break anywhere. */
function Value({ text }: { text: string }) {
  return (
    <bdi dir="ltr" className="code break-all">
      {text}
    </bdi>
  )
}

function Example() {
  const { example } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Section title={t('sealing.example_title')} lead={t('sealing.example_lead')}>
      <Stack gap={6}>
        {example.rows.map((row) => (
          <Section key={row.number} level={3} title={t('sealing.example_row', { row: row.number })}>
            <DescriptionList
              items={shown.map(([key, field]) => ({
                term: t(`sealing.${key}`),
                value: <Value text={row[field]} />,
              }))}
            />
          </Section>
        ))}
        <DescriptionList
          items={[
            { term: t('sealing.node'), value: <Value text={example.node} /> },
            { term: t('sealing.root'), value: <Value text={example.root} /> },
          ]}
        />
      </Stack>
    </Section>
  )
}

/** How the root of sealed data is computed, for people who want to check it. */
export default function Sealing() {
  const { t } = useLanguage()
  return (
    <Page title={t('sealing.title')} lead={t('sealing.lead')}>
      <Stack gap={7}>
        <Section title={t('sealing.why_title')}>
          <ul className="grid list-disc gap-2 ps-5">
            {(['why_1', 'why_2', 'why_3'] as const).map((key) => (
              <li key={key}>{t(`sealing.${key}`)}</li>
            ))}
          </ul>
        </Section>
        <Section title={t('sealing.recipe_title')} lead={t('sealing.recipe_lead')}>
          <ol className="grid list-decimal gap-4 ps-5">
            {steps.map(({ key, code }) => (
              <li key={key}>
                <div className="grid min-w-0 gap-2">
                  <p>{t(`sealing.${key}`)}</p>
                  <CodeBlock text={code} />
                </div>
              </li>
            ))}
          </ol>
        </Section>
        <Example />
        <Section title={t('sealing.check_title')}>
          <ul className="grid list-disc gap-2 ps-5">
            {(['check_team', 'check_client', 'check_public', 'check_not'] as const).map((key) => (
              <li key={key}>{t(`sealing.${key}`)}</li>
            ))}
          </ul>
        </Section>
      </Stack>
    </Page>
  )
}
