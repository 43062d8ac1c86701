import { useActionData, useLoaderData } from '@remix-run/react'
import { DraftOutline, VersionActs } from '~/components/learning/draft-outline'
import { TrackProblems } from '~/components/learning/track-problems'
import { VersionStatus } from '~/components/learning/version-status'
import { LinkButton } from '~/components/page/button'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { Name, UserText } from '~/components/page/text'
import { act, serve } from '~/domain/identity/access.server'
import { isPicture } from '~/domain/learning/content/picture'
import { draftPage } from '~/domain/learning/versions/author-queries.server'
import { actOnDraft } from './_acts.server'
import { ofTrack, trackPath } from './_paths'

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { content, files, ...page } = await draftPage(db, viewer, ofTrack(params))
  return {
    ...page,
    title: content.title,
    summary: content.summary,
    path: trackPath(params),
    pictures: files.filter(isPicture).length,
    courses: content.courses.map(({ items, ...course }) => ({
      ...course,
      items: items.map(({ key, title, kind, minutes }) => ({ key, title, kind, minutes })),
    })),
  }
})

export const action = act('person', async (args) =>
  actOnDraft(args, await draftPage(args.db, args.viewer, ofTrack(args.params))),
)

export default function Draft() {
  const page = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, number } = useLanguage()
  const { version, partner } = page
  const sentBack = page.editable && version.reviewNote !== ''
  const titles = new Map(page.courses.flatMap(({ items }) => items).map((i) => [i.key, i.title]))
  const inFields = state?.intent?.startsWith('course-') || state?.intent?.startsWith('item-add')
  return (
    <Page
      title={<Name>{page.title}</Name>}
      kicker={t('authoring.version_n', { n: number(version.number) })}
      status={<VersionStatus status={version.status} sentBack={sentBack} sentence />}
      crumbs={[{ href: `/partners/${partner.id}`, label: partner.name }, { label: page.title }]}
      actions={
        <>
          <LinkButton href={`${page.path}/head`}>{t('authoring.head')}</LinkButton>
          <LinkButton href={`${page.path}/files`}>
            {t('authoring.pictures_n', { count: page.pictures })}
          </LinkButton>
          <LinkButton href={`${page.path}/versions`}>{t('authoring.versions')}</LinkButton>
        </>
      }
    >
      <ErrorNotice state={inFields && !state?.errors?.form ? null : state} />
      {sentBack ? (
        <Notice tone="turn" title={t('authoring.sent_back_title')}>
          <UserText text={version.reviewNote} />
        </Notice>
      ) : null}
      {page.editable ? (
        <TrackProblems problems={page.problems} track={page.path} titles={titles} />
      ) : null}
      <Section title={t('authoring.outline')}>
        <DraftOutline page={page} state={state ?? null} />
      </Section>
      {partner.mayWrite ? <VersionActs page={page} /> : null}
    </Page>
  )
}
