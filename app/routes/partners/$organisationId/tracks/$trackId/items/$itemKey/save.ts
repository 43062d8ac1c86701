import { act } from '~/domain/identity/access.server'
import { editedItem } from '~/domain/learning/versions/item-queries.server'
import { Refused, refusals } from '~/kernel/refusal'
import { languageFor } from '~/platform/languages/language'
import type { Translate } from '~/platform/languages/translator'
import { type Edited, ofItem, readText, saveOrKeep } from './_editor.server'

type Told = {
  /** What the form goes on from. */
  revision?: number
  /** The row of the history that holds a text which came too late to be saved. */
  late?: number
  /** Something of the form could not be read, and is not saved. */
  partly?: boolean
  said: string
}

/** What the comfort script is told of a save that it made while somebody typed. */
const answer = (body: Told, status = 200) =>
  Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } })

export const action = act('person', async ({ viewer, form, params, db, at, t, locale }) => {
  const of = ofItem(params)
  const { draft, item } = await editedItem(db, viewer, of)
  try {
    if (!draft.partner.mayWrite) throw new Refused('version_closed')
    const { text, errors } = readText(form, item)
    const saved = await saveOrKeep({ db, viewer, form, of, at, draft, text, byItself: true })
    if ('late' in saved) {
      return answer({ late: saved.late, said: whyLate(saved.edited, t) }, 409)
    }
    const time = languageFor(locale, viewer.timeZone).time(at)
    const partly = Object.keys(errors).length > 0
    const said = t(partly ? 'authoring.autosaved_partly' : 'authoring.autosaved', { time })
    return answer({ ...saved, partly, said })
  } catch (error) {
    if (!(error instanceof Refused) || error.code === 'not_found') throw error
    return answer({ said: t(`refusal.${error.code}`, error.facts) }, refusals[error.code])
  }
})

function whyLate({ page }: Edited, t: Translate): string {
  if (!page) return t('authoring.autosave_removed')
  if (!page.editable) return t('authoring.autosave_closed')
  if (page.savedByMe) return t('authoring.autosave_conflict_own')
  return t('authoring.autosave_conflict', { name: page.savedBy ?? '' })
}
