import { useLoaderData } from '@remix-run/react'
import { LessonText } from '~/components/learning/lesson-text'
import { useLanguage } from '~/components/page/language'
import { DescriptionList, TagList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Columns, Section, Stack } from '~/components/page/section'
import { Name, Quiet, TextLink } from '~/components/page/text'
import { CredentialBadge, CredentialLevel } from '~/components/people/credential-badge'
import { achievementPage } from '~/domain/credentials/queries.server'
import { serve } from '~/domain/identity/access.server'
import { renderCriteria } from '~/domain/learning/content/render-criteria.server'
import type { SkillLevel } from '~/domain/skills/claim'
import { skillById } from '~/domain/skills/taxonomy'

export const handle = { script: false }

export const loader = serve('anyone', async ({ params, db, locale }) => {
  const found = await achievementPage(db, params.achievementId ?? '')
  const { name, description, criteria, skills, level } = found.achievement
  return {
    title: name,
    ...{ name, description },
    criteriaHtml: await renderCriteria(criteria),
    level: level as SkillLevel,
    skills: skills.flatMap((id) => skillById(id)?.name[locale] ?? []),
    holders: found.holders,
    issuer: { slug: found.issuer.slug, name: found.issuerName },
  }
})

export default function Achievement() {
  const { name, description, criteriaHtml, skills, level, holders, issuer } =
    useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page
      kicker={t('credential.achievement_kicker')}
      title={<Name>{name}</Name>}
      lead={<Name>{description}</Name>}
    >
      <Columns ratio="main-aside">
        <Stack gap={8}>
          <Section title={t('credential.criteria')}>
            <LessonText html={criteriaHtml} />
          </Section>
          <Section title={t('credential.skills')}>
            {skills.length > 0 ? (
              <TagList items={skills} />
            ) : (
              <Quiet>{t('credential.no_skills')}</Quiet>
            )}
          </Section>
        </Stack>
        <Stack gap={6}>
          <CredentialBadge level={level} size={160} />
          <DescriptionList
            items={[
              { term: t('credential.level'), value: <CredentialLevel level={level} /> },
              {
                term: t('credential.issuer'),
                value: (
                  <TextLink href={`/issuers/${issuer.slug}`}>
                    <Name>{issuer.name}</Name>
                  </TextLink>
                ),
              },
            ]}
          />
          <Quiet>{t('credential.achievement_holders', { count: holders })}</Quiet>
        </Stack>
      </Columns>
    </Page>
  )
}
