import { useActionData, useLoaderData } from '@remix-run/react'
import { TextArea } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { ItemPreview } from '~/components/learning/item-preview'
import { LessonText } from '~/components/learning/lesson-text'
import { PackageNote } from '~/components/learning/package-player'
import { TrackProblems } from '~/components/learning/track-problems'
import { VersionChanges } from '~/components/learning/version-changes'
import { VersionStatus } from '~/components/learning/version-status'
import { ActionForm, ConfirmStep, SubmitButton } from '~/components/page/button'
import { ErrorNotice } from '~/components/page/error-notice'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { studyTime } from '~/components/page/study-time'
import { isolated, Name, Quiet, UserText } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { sendBackForm } from '~/domain/learning/versions/authoring-forms.server'
import { reviewedVersion } from '~/domain/learning/versions/desk-queries.server'
import {
  publishReviewed,
  sendBackVersion,
  withdrawVersion,
} from '~/domain/learning/versions/version-steps.server'
import { occupationNames } from '~/domain/skills/exposure/occupation-names'
import { skillById } from '~/domain/skills/taxonomy'
import { isCurrency, money } from '~/kernel/money'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

export const loader = serve('operator', ({ viewer, params, db }) =>
  reviewedVersion(db, viewer, params.versionId ?? ''),
)

export const action = act('operator', async ({ viewer, params, form, at }) => {
  const step = { versionId: params.versionId ?? '', by: viewer.personId, at }
  switch (form.get('intent')) {
    case 'publish':
      await inTransaction((tx) => publishReviewed(tx, step))
      return redirectWith('/desk/tracks', 'authoring.desk_was_published')
    case 'withdraw':
      await inTransaction((tx) => withdrawVersion(tx, step))
      return redirectWith('/desk/tracks', 'authoring.withdrawn')
    case 'send-back': {
      const parsed = parseForm(sendBackForm, form)
      if (!parsed.ok) return invalid(parsed.errors, parsed.values)
      await inTransaction((tx) => sendBackVersion(tx, { ...step, ...parsed.value }))
      return redirectWith('/desk/tracks', 'authoring.desk_was_sent_back')
    }
    default:
      return invalid({ form: 'refusal.form_invalid' })
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function HeadFacts({ content, named }: Pick<Data, 'content' | 'named'>) {
  const { t, number, list, locale, ...language } = useLanguage()
  const { price } = content
  const trackName = (slug: string) => {
    const title = named.get(slug)
    return title ? isolated(title) : t('authoring.track_unknown', { slug })
  }
  const needed = content.prerequisites.map((one) =>
    one.kind === 'track'
      ? trackName(one.slug)
      : `${skillById(one.skillId)?.name[locale] ?? one.skillId} (${t(`authoring.level_${one.level}`)})`,
  )
  return (
    <DescriptionList
      items={[
        { term: t('authoring.head_summary'), value: <Name>{content.summary}</Name> },
        { term: t('authoring.head_hours'), value: number(content.hours) },
        { term: t('authoring.head_licence'), value: <Name>{content.licence}</Name> },
        {
          term: t('authoring.head_skills'),
          value: list(content.skills.map((id) => skillById(id)?.name[locale] ?? id)),
        },
        {
          term: t('authoring.head_roles'),
          value: list(content.roles.map((role) => t(`role.${role}`))),
        },
        {
          term: t('authoring.head_prerequisites'),
          value: needed.length > 0 ? list(needed) : t('authoring.none'),
        },
        {
          term: t('authoring.head_leadsFrom'),
          value:
            content.leadsFrom.length > 0
              ? list(content.leadsFrom.flatMap((soc) => occupationNames(soc, locale)))
              : t('authoring.none'),
        },
        ...(content.translationOf === null
          ? []
          : [
              {
                term: t('authoring.head_translationOf'),
                value: trackName(content.translationOf),
              },
            ]),
        {
          term: t('authoring.head_price'),
          value:
            price && isCurrency(price.currency)
              ? language.money(money(price.currency, BigInt(price.amountMinor)))
              : t('authoring.free'),
        },
        {
          term: t('authoring.head_slug'),
          value: <bdi dir="ltr">/tracks/{content.slug}</bdi>,
        },
      ]}
    />
  )
}

function Decide({ data }: { data: Data }) {
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const back = state?.intent === 'send-back' ? state : null
  return (
    <Section title={t('authoring.desk_decide')}>
      {data.hadAHand ? (
        <Notice tone="turn">{t('refusal.four_eyes')}</Notice>
      ) : data.problems.length > 0 ? (
        <Quiet>{t('authoring.desk_problems')}</Quiet>
      ) : (
        <ConfirmStep
          tone="primary"
          label={t('authoring.desk_publish')}
          sentence={t('authoring.desk_publish_sure')}
        >
          <ActionForm intent="publish" label={t('authoring.desk_publish')} />
        </ConfirmStep>
      )}
      <Form intent="send-back" state={back}>
        <TextArea
          name="note"
          label={t('authoring.desk_note')}
          help={t('authoring.desk_note_help')}
          required
          rows={5}
          maxLength={4000}
        />
        <FormActions>
          <SubmitButton tone="quiet">{t('authoring.desk_send_back')}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}

export default function ReviewVersion() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const language = useLanguage()
  const { t, number } = language
  const { content, rendered } = data
  return (
    <Page
      title={<Name>{data.title}</Name>}
      kicker={
        <>
          <Name>{data.partner}</Name> · {t('authoring.version_n', { n: number(data.number) })}
        </>
      }
      status={<VersionStatus status={data.status} />}
      width="reading"
      crumbs={[
        { href: '/desk', label: t('desk.title') },
        { href: '/desk/tracks', label: t('authoring.desk_title') },
        { label: data.title },
      ]}
    >
      <ErrorNotice state={state?.intent === 'send-back' && !state.errors.form ? null : state} />
      <TrackProblems
        problems={data.problems}
        track={`/partners/${data.partnerId}/tracks/${data.trackId}`}
        titles={new Map(content.courses.flatMap(({ items }) => items).map((i) => [i.key, i.title]))}
      />
      {data.reviewNote ? (
        <Section title={t('authoring.sent_back_title')}>
          <UserText text={data.reviewNote} />
        </Section>
      ) : null}
      <HeadFacts content={content} named={data.named} />
      <LessonText language={content.language} html={rendered.description} />
      {data.difference ? (
        <Section title={t('authoring.changes_from', { n: number(data.difference.from) })}>
          <VersionChanges difference={data.difference} />
        </Section>
      ) : null}
      {content.courses.map((course) => (
        <Section key={course.key} title={<Name>{course.title}</Name>} lead={course.summary || null}>
          {course.items.map((item) => {
            const shown = rendered.items.get(item.key)
            return (
              <Fold
                key={item.key}
                label={
                  <>
                    {t(`authoring.kind_${item.kind}`)}: <Name>{item.title}</Name> ·{' '}
                    {studyTime(language, item.minutes)}
                  </>
                }
              >
                <PackageNote item={item} versionId={data.id} />
                {shown ? (
                  <ItemPreview item={item} rendered={shown} language={content.language} answers />
                ) : null}
              </Fold>
            )
          })}
        </Section>
      ))}
      {data.mayDecide ? <Decide data={data} /> : null}
      {data.mayWithdraw ? (
        <ConfirmStep label={t('authoring.withdraw')} sentence={t('authoring.withdraw_sure')}>
          <ActionForm intent="withdraw" tone="danger" label={t('authoring.withdraw')} />
        </ConfirmStep>
      ) : null}
    </Page>
  )
}
