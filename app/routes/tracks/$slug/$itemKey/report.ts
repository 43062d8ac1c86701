import { act } from '~/domain/identity/access.server'
import { reportPackage } from '~/domain/learning/package/report-package.server'
import { Refused, refusals } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { languageFor } from '~/platform/languages/language'
import { countAttempt } from '~/platform/limits.server'

/** A package that behaves says something a few times a minute. */
const limit = { points: 60, perSeconds: 60 }

/** What the page round a package is told when it hands on what the package said. */
const answer = (said: string, status = 200) =>
  Response.json({ said }, { status, headers: { 'Cache-Control': 'no-store' } })

export const action = act('person', async ({ viewer, params, form, db, at, t, locale }) => {
  const { slug: trackSlug = '', itemKey = '' } = params
  try {
    await countAttempt(db, `package:${viewer.personId}`, limit)
    const elements = parsed(form.get('elements'))
    await inTransaction((tx) =>
      reportPackage(tx, { trackSlug, itemKey, elements, by: viewer.personId, at }),
    )
    const time = languageFor(locale, viewer.timeZone).time(at)
    return answer(t('learning.package_kept', { time }))
  } catch (error) {
    if (!(error instanceof Refused) || error.code === 'not_found') throw error
    return answer(t('learning.package_unkept'), refusals[error.code])
  }
})

function parsed(text: FormDataEntryValue | null): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return null
  }
}
