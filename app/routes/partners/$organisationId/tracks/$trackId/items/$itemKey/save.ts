import { act } from '~/domain/identity/access.server'
import { readItem } from '~/domain/learning/content/read-item'
import { itemPage } from '~/domain/learning/versions/author-queries.server'
import { saveItem } from '~/domain/learning/versions/save-item.server'
import { Refused, refusals } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { languageFor } from '~/platform/languages/language'
import { ofItem, revisionOf } from './_editor.server'

/** What the comfort script is told of a save that it made while somebody typed. */
const answer = (body: { revision?: number; said: string }, status = 200) =>
  Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } })

export const action = act('person', async ({ viewer, form, params, db, at, t, locale }) => {
  const of = ofItem(params)
  try {
    const page = await itemPage(db, viewer, of)
    if (!page.editable) throw new Refused('version_closed')
    const { item, errors } = readItem(form, page.item)
    if (Object.keys(errors).length > 0) return answer({ said: t('authoring.autosave_waits') }, 400)
    const { title, minutes, ...content } = item
    const { revision } = await inTransaction((tx) =>
      saveItem(tx, {
        ...{ versionId: page.version.id, itemKey: of.itemKey, title, minutes, content, at },
        ...{ revision: revisionOf(form), byItself: true, by: viewer.personId },
      }),
    )
    const time = languageFor(locale, viewer.timeZone).time(at)
    return answer({ revision, said: t('authoring.autosaved', { time }) })
  } catch (error) {
    if (!(error instanceof Refused) || error.code === 'not_found') throw error
    const said =
      error.code === 'changed_meanwhile'
        ? t('authoring.autosave_conflict')
        : t(`refusal.${error.code}`, error.facts)
    return answer({ said }, refusals[error.code])
  }
})
