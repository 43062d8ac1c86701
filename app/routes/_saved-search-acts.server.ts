import { type ActArgs, invalid, redirectWith } from '~/domain/identity/access.server'
import { savedSearchForm } from '~/domain/market/search/forms.server'
import {
  forgetSearch,
  saveSearch,
  switchAlerts,
} from '~/domain/market/search/saved-search.commands.server'
import { readQuery, searchHref } from '~/domain/market/search/search-query'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

type Args = Pick<ActArgs<'person'>, 'viewer' | 'form' | 'at'>

/** Keeps the search that the form names, and comes back to its results. */
export async function keepSearch({ viewer, form, at }: Args) {
  const parsed = parseForm(savedSearchForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values, 'save')
  const { query } = readQuery(new URLSearchParams(parsed.value.query))
  const { name } = parsed.value
  await inTransaction((tx) => saveSearch(tx, { query, name, by: viewer.personId, at }))
  return redirectWith(searchHref(query), 'search.toast_saved')
}

/** Switches the alerts of a kept search, or forgets it, and comes back to `here`. */
export async function changeSavedSearch({ viewer, form, at }: Args, here: string) {
  const savedSearchId = String(form.get('savedSearchId') ?? '')
  const by = viewer.personId
  if (form.get('intent') === 'forget') {
    await inTransaction((tx) => forgetSearch(tx, { savedSearchId, by }))
    return redirectWith(here, 'search.toast_forgotten')
  }
  const alerts = form.get('alerts')
  if (alerts !== 'on' && alerts !== 'off') return invalid({ form: 'refusal.form_invalid' })
  await inTransaction((tx) => switchAlerts(tx, { savedSearchId, alerts: alerts === 'on', by, at }))
  return redirectWith(here, alerts === 'on' ? 'search.toast_on' : 'search.toast_off')
}
