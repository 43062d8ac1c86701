import type { Context } from '../core/context'
import type { StoredAccountLink } from '../core/tables'
import { activate, findAccount } from '../resources/account-state'
import { html, pageOf } from './layout'
import { goTo, type Reply, show } from './reply'

function addressesOf(row: StoredAccountLink) {
  const { use_case } = row.link
  return use_case.account_onboarding ?? use_case.account_update
}

/** The link when it may still be used; otherwise where the visitor is sent. */
function usable(context: Context, id: string): StoredAccountLink | Reply {
  const row = context.unit.get('account_link', id)
  if (!row) return show(pageOf('Link unknown', html`<h1>There is no such link.</h1>`), 404)
  if (!row.used && Date.parse(row.link.expires_at) > context.nowMs) return row
  return goTo(addressesOf(row)?.refresh_url ?? context.options.appOrigin)
}

/** The page on which a person says where money should be paid. */
export function onboardingPage(
  context: Context,
  id: string,
  problems: string[] = [],
  typed: URLSearchParams = new URLSearchParams(),
): Reply {
  const row = usable(context, id)
  if (!('link' in row)) return row
  const account = findAccount(context, row.link.account)
  const name = typed.get('legal_name') ?? account.display_name ?? ''
  return show(
    pageOf(
      'Set up payouts',
      html`<h1>Set up payouts</h1>
<p class="quiet">Account ${account.id}. What you write here stays in the simulator; do not use real bank details.</p>
${
  problems.length === 0
    ? null
    : html`<div class="error" role="alert">${problems.map((problem) => html`<p style="margin:4px 0">${problem}</p>`)}</div>`
}
<form method="post" action="/onboard/${id}">
<div class="field"><label for="legal_name">Legal name</label>
<input id="legal_name" name="legal_name" type="text" autocomplete="name" value="${name}"></div>
<div class="field"><label for="bank_account">IBAN or bank account number</label>
<input id="bank_account" name="bank_account" type="text" value="${typed.get('bank_account') ?? ''}" aria-describedby="bank_help">
<span class="quiet" id="bank_help">For example PK36 SCBL 0000 0011 2345 6702</span></div>
<div class="field"><label><input type="checkbox" name="agrees" value="yes"> I agree to the simulated terms of service</label></div>
<p><button class="wide-button" name="intent" value="save">Save and return</button></p>
<p><button class="wide-button second" name="intent" value="later">Finish later</button></p>
</form>`,
    ),
    problems.length === 0 ? 200 : 400,
  )
}

/** The form was sent: `save` activates transfers, `later` leaves them waiting. */
export function finishOnboarding(context: Context, id: string, form: URLSearchParams): Reply {
  const row = usable(context, id)
  if (!('link' in row)) return row
  const back = addressesOf(row)?.return_url ?? context.options.appOrigin
  if (form.get('intent') === 'later') {
    context.unit.put('account_link', { ...row, used: true })
    return goTo(back)
  }
  const legalName = form.get('legal_name')?.trim() ?? ''
  const bank = (form.get('bank_account') ?? '').replaceAll(/\s/g, '')
  const problems = [
    ...(legalName === '' ? ['Write the legal name.'] : []),
    ...(/^[A-Za-z0-9]{8,34}$/.test(bank)
      ? []
      : ['Write the IBAN or account number: 8 to 34 letters and digits.']),
    ...(form.get('agrees') === 'yes' ? [] : ['Agree to the simulated terms to go on.']),
  ]
  if (problems.length > 0) return onboardingPage(context, id, problems, form)
  activate(context, row.link.account, legalName)
  context.unit.put('account_link', { ...row, used: true })
  return goTo(back)
}
