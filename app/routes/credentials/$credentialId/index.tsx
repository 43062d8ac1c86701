import { useActionData, useLoaderData } from '@remix-run/react'
import { LessonText } from '~/components/learning/lesson-text'
import { LinkButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { DescriptionList, TagList } from '~/components/page/list'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { QrPicture } from '~/components/page/qr-picture'
import { Columns, Row, Section, Stack } from '~/components/page/section'
import { Name, Quiet, TextLink } from '~/components/page/text'
import { CheckedChip, CredentialBadge, CredentialLevel } from '~/components/people/credential-badge'
import { CredentialChecks } from '~/components/people/credential-checks'
import { credentialPage } from '~/domain/credentials/credential-page.server'
import { visibilityForm } from '~/domain/credentials/forms.server'
import { setVisibility } from '~/domain/credentials/issuer-keys.commands.server'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { renderCriteria } from '~/domain/learning/content/render-criteria.server'
import { skillById } from '~/domain/skills/taxonomy'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { CredentialHistory, Downloads, VisibilityForm } from '../_parts'

export const loader = serve('anyone', async ({ viewer, params, db, at, locale }) => {
  const { skills, criteria, ...page } = await credentialPage(
    db,
    viewer,
    params.credentialId ?? '',
    at,
  )
  return {
    title: page.claimed.name,
    description: page.claimed.description,
    page: {
      ...page,
      criteriaHtml: await renderCriteria(criteria),
      skills: skills.flatMap((id) => skillById(id)?.name[locale] ?? []),
    },
  }
})

export const action = act('person', async ({ viewer, params, form }) => {
  const credentialId = params.credentialId ?? ''
  form.set('credentialId', credentialId)
  const parsed = parseForm(visibilityForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  await inTransaction((tx) => setVisibility(tx, { ...parsed.value, viewer }))
  return redirectWith(`/credentials/${credentialId}`, 'credential.toast_visibility')
})

type PageData = ReturnType<typeof useLoaderData<typeof loader>>['page']

function Facts({ page }: { page: PageData }) {
  const { t, date } = useLanguage()
  return (
    <DescriptionList
      items={[
        { term: t('credential.holder'), value: <Name>{page.claimed.holder}</Name> },
        {
          term: t('credential.issuer'),
          value: (
            <TextLink href={`/issuers/${page.issuer.slug}`}>
              <Name>{page.claimed.issuer}</Name>
            </TextLink>
          ),
        },
        { term: t('credential.level'), value: <CredentialLevel level={page.level} /> },
        { term: t('credential.valid_from'), value: date(page.validFrom) },
        {
          term: t('credential.valid_until'),
          value: page.validUntil ? date(page.validUntil) : t('credential.no_end'),
        },
      ]}
    />
  )
}

function Evidence({ page }: { page: PageData }) {
  const { t } = useLanguage()
  if (page.evidence.length === 0) return null
  return (
    <Section title={t('credential.evidence')}>
      <ul className="m-0 grid list-none gap-3 p-0">
        {page.evidence.map(({ name, text, url }) => (
          <li key={name + url} className="grid gap-0.5">
            <span className="font-semibold">
              <bdi>{name}</bdi>
            </span>
            {text ? (
              <span className="text-sm">
                <bdi>{text}</bdi>
              </span>
            ) : null}
            {url ? (
              <a href={url} rel="nofollow noopener noreferrer" className="text-sm">
                {t('credential.evidence_open')}
              </a>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Said({ page }: { page: PageData }) {
  const { t } = useLanguage()
  return (
    <>
      <Section title={t('credential.criteria')}>
        <LessonText html={page.criteriaHtml} />
      </Section>
      {page.results.length > 0 ? (
        <Section title={t('credential.results')}>
          <DescriptionList
            items={page.results.map(({ name, value, max, completed }) => ({
              term: <bdi>{name}</bdi>,
              value: completed ? (
                t(page.level === 1 ? 'credential.result_done' : 'credential.result_completed')
              ) : (
                <bdi>{max === null ? value : `${value} / ${max}`}</bdi>
              ),
            }))}
          />
        </Section>
      ) : null}
      <Evidence page={page} />
      {page.skills.length > 0 ? (
        <Section title={t('credential.skills')}>
          <TagList items={page.skills} />
        </Section>
      ) : null}
    </>
  )
}

function Share({ page }: { page: PageData }) {
  const { t } = useLanguage()
  const hidden = page.visibility === 'private'
  return (
    <Section
      title={t('credential.share')}
      lead={t(hidden ? 'credential.share_hidden' : 'credential.share_lead')}
    >
      <QrPicture {...page.qr} label={t('credential.qr_label')} />
      <bdi dir="ltr" className="code text-xs break-all">
        {page.url}
      </bdi>
    </Section>
  )
}

export default function Credential() {
  const { page } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      kicker={t('credential.kicker')}
      title={<Name>{page.claimed.name}</Name>}
      lead={<Name>{page.claimed.description}</Name>}
      status={<CheckedChip standing={page.standing} outcome={page.report.outcome} />}
      actions={
        page.manages ? (
          <LinkButton href={`/credentials/${page.credentialId}/manage`}>
            {t('credential.manage')}
          </LinkButton>
        ) : null
      }
    >
      <div className="sheet grid gap-8">
        {page.renewal ? (
          <Notice>
            <p>
              {t('credential.renewed_by')}{' '}
              <TextLink href={`/credentials/${page.renewal}`}>
                {t('credential.renewed_open')}
              </TextLink>
            </p>
          </Notice>
        ) : null}
        <div className="sheet-columns">
          <Columns ratio="main-aside">
            <Stack gap={8}>
              <div className="flex flex-wrap items-center gap-6">
                <CredentialBadge level={page.level} size={144} />
                <div className="min-w-0 flex-1 basis-72">
                  <Facts page={page} />
                </div>
              </div>
              <Section title={t('credential.page_checks')} lead={t('credential.page_checks_lead')}>
                <CredentialChecks checks={page.report.checks} />
              </Section>
              <Said page={page} />
            </Stack>
            <Stack gap={8}>
              <Share page={page} />
              <div className="no-print grid gap-8">
                {page.holds ? <VisibilityForm page={page} state={state} /> : null}
                <Downloads credentialId={page.credentialId} />
                <Section title={t('credential.check_yourself')}>
                  <Quiet>{t('credential.check_yourself_lead')}</Quiet>
                  <Row>
                    <LinkButton href="/verify">{t('credential.verify_title')}</LinkButton>
                  </Row>
                </Section>
                {page.history.length > 0 ? <CredentialHistory events={page.history} /> : null}
              </div>
            </Stack>
          </Columns>
        </div>
      </div>
    </Page>
  )
}
