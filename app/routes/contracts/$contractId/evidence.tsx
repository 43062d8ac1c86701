import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { Fold } from '~/components/page/fold'
import { type ReaderLanguage, useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Row, Stack } from '~/components/page/section'
import { CodeBlock, Quiet, TextLink } from '~/components/page/text'
import { Timeline } from '~/components/page/timeline'
import { evidencePage } from '~/domain/contracts/sealed-reading.server'
import { serve } from '~/domain/identity/access.server'
import { isMessageKey } from '~/platform/languages/translator'

export const loader = serve('person', async ({ viewer, params, db, t }) => {
  const page = await evidencePage(db, viewer, params.contractId ?? '')
  return {
    ...page,
    contractTitle: page.title,
    title: t('contract.evidence_of', { title: page.title }),
  }
})

type Entry = ReturnType<typeof useLoaderData<typeof loader>>['entries'][number]

/** What an entry says in one line, as far as its kind is known. */
function entryTitle({ t }: ReaderLanguage, { kind, body }: Entry): string {
  const facts: Record<string, string | number> = {}
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
    for (const [key, value] of Object.entries(body)) {
      if (typeof value === 'string' || typeof value === 'number') facts[key] = value
    }
  }
  const event = kind.startsWith('milestone_') ? `milestone.event_${kind.slice(10)}` : ''
  const hidden = `contract.hidden_${kind}`
  if (body === null && isMessageKey(hidden)) return t(hidden)
  if (isMessageKey(event)) {
    if (body === null) return t(event)
    return t('contract.entry_milestone', { position: facts.position ?? '', event: t(event) })
  }
  const side = facts.side === 'client' ? t('contract.side_client') : t('contract.side_team')
  const key = `contract.entry_${kind}`
  return isMessageKey(key)
    ? t(key, { version: '', attempt: '', purpose: '', ...facts, side })
    : t('contract.entry_other', { kind })
}

/** The proof of deletion in a sentence, with what anybody can hold against the root. */
function DeletionNotice({ entries }: { entries: readonly Entry[] }) {
  const { t, date } = useLanguage()
  return entries.map(({ kind, body, at, sequence }) => {
    if (kind !== 'dataset_deleted' || typeof body !== 'object' || body === null) return null
    const { destroyedKey, root, rows } = body as Record<string, unknown>
    return (
      <Notice key={sequence} tone="info" title={t('dataset.deleted_title')}>
        <p className="wrap-anywhere">
          {t('dataset.deleted_proof', {
            date: date(new Date(at)),
            rows: Number(rows),
            key: String(destroyedKey),
            root: String(root),
          })}
        </p>
      </Notice>
    )
  })
}

export default function EvidencePage() {
  const { contractId, contractTitle, entries, count, check, readsSealed, hasService } =
    useLoaderData<typeof loader>()
  const language = useLanguage()
  const { t } = language
  return (
    <Page
      title={t('contract.evidence_title')}
      lead={t('contract.evidence_lead')}
      crumbs={[
        { href: '/contracts', label: t('contract.list_title') },
        { href: `/contracts/${contractId}`, label: contractTitle },
        { label: t('contract.evidence') },
      ]}
    >
      <Stack gap={6}>
        {check.ok ? (
          <Notice tone="met" title={t('contract.chain_whole')}>
            <p>
              {t('contract.chain_whole_sentence', {
                count,
                hash: check.head.slice(0, 16),
              })}
            </p>
          </Notice>
        ) : (
          <Notice tone="lost" title={t('contract.chain_broken')}>
            <p>{t('contract.chain_broken_sentence', { sequence: check.sequence })}</p>
          </Notice>
        )}
        <DeletionNotice entries={entries} />
        {readsSealed ? null : (
          <Notice tone="info" title={t('contract.public_part_only')}>
            <p>{t('contract.public_part_why')}</p>
          </Notice>
        )}
        <Row gap={4}>
          {readsSealed ? (
            <div className="grid max-w-80 gap-1">
              <LinkButton href={`/contracts/${contractId}/evidence.zip`} icon="download">
                {t('contract.download_party')}
              </LinkButton>
              <Quiet>{t('contract.download_party_note')}</Quiet>
            </div>
          ) : null}
          <div className="grid max-w-80 gap-1">
            <LinkButton href={`/contracts/${contractId}/evidence.zip?part=public`} icon="download">
              {t('contract.download_public')}
            </LinkButton>
            <Quiet>{t('contract.download_public_note')}</Quiet>
          </div>
        </Row>
        <Row gap={4}>
          <TextLink href={`/contracts/${contractId}/evidence-file?part=public`}>
            {t('plot.lines')}
          </TextLink>
          <TextLink href={`/contracts/${contractId}/events.json`}>{t('plot.events')}</TextLink>
          {hasService ? (
            <TextLink href={`/contracts/${contractId}/openslo.yaml`}>{t('plot.openslo')}</TextLink>
          ) : null}
          <TextLink href="/verdicts/keys">{t('verdict.keys')}</TextLink>
        </Row>
        {count > entries.length ? (
          <Quiet>{t('contract.evidence_latest', { count: entries.length })}</Quiet>
        ) : null}
        <Timeline
          events={[...entries].reverse().map((entry) => ({
            id: String(entry.sequence),
            at: new Date(entry.at),
            title: entryTitle(language, entry),
            hash: entry.hash,
            body:
              entry.body === null ? null : (
                <Fold label={t('contract.entry', { sequence: entry.sequence })}>
                  <CodeBlock text={JSON.stringify(entry.body, null, 2)} />
                </Fold>
              ),
          }))}
        />
      </Stack>
    </Page>
  )
}
