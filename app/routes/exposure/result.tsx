import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ExposureForm } from '~/components/forms/exposure-form'
import { ActionForm, LinkButton } from '~/components/page/button'
import { ErrorNotice } from '~/components/page/error-notice'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { isolated, Quiet } from '~/components/page/text'
import { ExposureResult } from '~/components/people/exposure-result'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { publishedLeads } from '~/domain/learning/enrolments/lead-queries.server'
import type { ExposureAnswer } from '~/domain/skills/exposure/answer'
import {
  answersOf,
  type CheckedRow,
  readAnswers,
  servicesOf,
  sharesChanged,
} from '~/domain/skills/exposure/exposure-check'
import {
  keepExposure,
  shareExposure,
} from '~/domain/skills/exposure/exposure-check.commands.server'
import { claimsOf } from '~/domain/skills/queries.server'
import { rolesNear, tracksFrom } from '~/domain/skills/track-lead'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import type { MessageKey } from '~/platform/languages/keys'
import { countAttempt } from '~/platform/limits.server'
import { resultHref, rowsIn } from './_services'

export const handle = { title: 'exposure.result_title', script: false }

export const loader = serve('anyone', async ({ viewer, url, db, t, locale }) => {
  const rows = rowsIn(url)
  const errors: Record<string, MessageKey> = {}
  if (rows.length === 0) errors['service-1'] = 'exposure.nothing_typed'
  rows.forEach(({ shareWrong }, index) => {
    if (shareWrong) errors[`share-${index + 1}`] = 'exposure.share_wrong'
  })
  const wrong = Object.keys(errors).length > 0
  const answers = wrong ? [] : answersOf(rows)
  const services = servicesOf(answers)
  const own = viewer ? ((await claimsOf(db, [viewer.personId])).get(viewer.personId) ?? []) : []
  const ownSkills = own.map(({ skillId }) => skillId)
  const occupations = services.map(({ occupation }) => occupation)
  const loaded = {
    rows,
    errors,
    answers,
    services,
    tracks: tracksFrom(occupations, await publishedLeads(db, locale), ownSkills),
    roles: rolesNear(occupations, ownSkills),
    changed: sharesChanged(rows),
    signedIn: viewer !== null,
    here: url.pathname + url.search,
    description: t('exposure.lead'),
  }
  return data(loaded, { status: wrong ? 400 : 200 })
})

function sentAnswers(form: FormData): ExposureAnswer[] | null {
  try {
    return readAnswers(JSON.parse(String(form.get('answers') ?? '')))
  } catch {
    return null
  }
}

export const action = act('anyone', async ({ viewer, form, db, at, address }) => {
  const answers = sentAnswers(form)
  if (!answers) return invalid({ form: 'refusal.form_invalid' })
  const by = viewer?.personId ?? null
  switch (form.get('intent')) {
    case 'keep': {
      if (!by) throw new Refused('sign_in_required')
      await inTransaction((tx) => keepExposure(tx, { by, answers, at }))
      return redirectWith('/settings/exposure', 'exposure.kept')
    }
    case 'share': {
      await countAttempt(db, `exposure-share:${address}`, { points: 20, perSeconds: 3_600 })
      const codes = await inTransaction((tx) => shareExposure(tx, { by, answers, at }))
      return redirectWith(`/exposure/shared/${codes.shareCode}/manage?code=${codes.deleteCode}`)
    }
    default:
      throw new Refused('form_invalid')
  }
})

export default function Result() {
  const loaded = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const { rows, errors, services } = loaded
  const wrong = Object.keys(errors).length > 0
  return (
    <Page
      title={t(services.length > 0 ? 'exposure.result_title' : 'exposure.title')}
      width="reading"
      crumbs={[
        { href: '/exposure', label: t('nav.exposure') },
        { label: t('exposure.result_title') },
      ]}
    >
      <ErrorNotice state={state} />
      {wrong ? null : <Unmatched rows={rows} />}
      {!wrong && services.length > 0 && loaded.changed ? (
        <Notice>{t('exposure.shares_changed')}</Notice>
      ) : null}
      {services.length > 0 ? (
        <>
          <ExposureResult {...loaded} />
          <Keep {...loaded} />
        </>
      ) : null}
      {wrong || services.length === 0 ? (
        <Entry rows={rows} errors={errors} />
      ) : (
        <Fold label={t('exposure.change_title')}>
          <Entry rows={rows} errors={errors} />
        </Fold>
      )}
    </Page>
  )
}

/** The form again, with what was typed; what was chosen stands there by its name. */
function Entry(props: { rows: readonly CheckedRow[]; errors: Record<string, MessageKey> }) {
  const { locale } = useLanguage()
  const rows = props.rows.map(({ text, share, match }) => ({
    text:
      match.kind === 'found' && match.occupation.id === text ? match.occupation.name[locale] : text,
    share,
  }))
  const failed = Object.keys(props.errors).length > 0
  const values = Object.fromEntries(
    rows.flatMap(({ text, share }, index) => [
      [`service-${index + 1}`, text],
      [`share-${index + 1}`, share],
    ]),
  )
  return <ExposureForm rows={rows} state={failed ? { errors: props.errors, values } : null} />
}

/** What was typed and could not be matched: a question where we are unsure, an honest no otherwise. */
function Unmatched({ rows }: { rows: readonly CheckedRow[] }) {
  const { t, locale } = useLanguage()
  const replaced = (index: number, id: string) =>
    resultHref(rows.map((row, at) => (at === index ? { ...row, text: id } : row)))
  const without = (index: number) => {
    const others = rows.filter((_, at) => at !== index)
    return others.length > 0 ? resultHref(others) : '/exposure'
  }
  return rows.map((row, index) => {
    if (row.match.kind === 'found') return null
    const text = isolated(row.text)
    if (row.match.kind === 'unknown') {
      return (
        <Notice key={row.text} title={t('exposure.unknown_title')}>
          <p className="break-words">{t('exposure.unknown_for', { text })}</p>
          <p>
            <a href="/exposure?all=1#all">{t('exposure.choose_known')}</a>
          </p>
        </Notice>
      )
    }
    return (
      <Notice key={row.text} tone="turn" title={t('exposure.unsure_title')}>
        <p className="break-words">{t('exposure.unsure_for', { text })}</p>
        <div className="flex flex-wrap gap-2 pt-1">
          {row.match.candidates.map(({ id, name }) => (
            <LinkButton key={id} href={replaced(index, id)}>
              {name[locale]}
            </LinkButton>
          ))}
          <LinkButton href={without(index)} tone="bare">
            {t('exposure.unsure_none')}
          </LinkButton>
        </div>
      </Notice>
    )
  })
}

/** Nothing is kept unless the reader asks for it here. */
function Keep(props: { answers: readonly ExposureAnswer[]; signedIn: boolean; here: string }) {
  const { t } = useLanguage()
  const fields = { answers: JSON.stringify(props.answers) }
  return (
    <Section title={t('exposure.keep_title')} lead={t('exposure.keep_lead')}>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        <div className="grid content-start justify-items-start gap-2">
          <ActionForm
            intent="share"
            action={props.here}
            label={t('exposure.share_action')}
            tone="quiet"
            fields={fields}
          />
          <Quiet>
            {t(props.signedIn ? 'exposure.share_note_signed_in' : 'exposure.share_note')}
          </Quiet>
        </div>
        <div className="grid content-start justify-items-start gap-2">
          {props.signedIn ? (
            <ActionForm
              intent="keep"
              action={props.here}
              label={t('exposure.keep_action')}
              tone="quiet"
              fields={fields}
            />
          ) : (
            <LinkButton href={`/sign-in?next=${encodeURIComponent(props.here)}`}>
              {t('exposure.keep_sign_in')}
            </LinkButton>
          )}
          <Quiet>{t('exposure.keep_note')}</Quiet>
        </div>
      </div>
    </Section>
  )
}
