import type { Context } from '../core/context'
import type { AccountDetail, StoredAccountLink } from '../core/tables'
import { detailOf, findAccount, learn } from '../resources/account-state'
import { type Html, html, pageOf } from './layout'
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

/** The page on which a person says where money should be paid; what is known is not asked again. */
export function onboardingPage(
  context: Context,
  id: string,
  problems: string[] = [],
  typed: URLSearchParams = new URLSearchParams(),
): Reply {
  const row = usable(context, id)
  if (!('link' in row)) return row
  const account = findAccount(context, row.link.account)
  const detail = detailOf(context, account.id)
  const name = typed.get('legal_name') ?? detail.legalName ?? account.display_name ?? ''
  const bank = typed.get('bank_account') ?? detail.bankAccount ?? ''
  const agrees = typed.get('agrees') === 'yes' || detail.agreed
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
<input id="bank_account" name="bank_account" type="text" value="${bank}" aria-describedby="bank_help">
<span class="quiet" id="bank_help">For example PK36 SCBL 0000 0011 2345 6702</span></div>
${documentField(detail)}
<div class="field"><label><input type="checkbox" name="agrees" value="yes"${
        agrees ? html` checked` : null
      }> I agree to the simulated terms of service</label></div>
<p><button class="wide-button" name="intent" value="save">Save and return</button></p>
<p><button class="wide-button second" name="intent" value="later">Finish later</button></p>
</form>`,
    ),
    problems.length === 0 ? 200 : 400,
  )
}

const wantsDocument = ({ document }: AccountDetail) =>
  document === 'asked' || document === 'overdue' || document === 'rejected'

function documentField(detail: AccountDetail): Html | null {
  if (!wantsDocument(detail)) return null
  return html`${
    detail.document === 'rejected'
      ? html`<p class="error">The document could not be read. Bring it again.</p>`
      : null
  }<fieldset><legend>Identity document, asked for now</legend>
<label class="choice"><input type="radio" name="document" value="readable"><span>A picture that can be read</span></label>
<label class="choice"><input type="radio" name="document" value="unreadable"><span>A picture that cannot be read</span></label>
</fieldset>`
}

/** The form was sent. What is right is kept either way; `save` asks for the rest, `later` does not. */
export function finishOnboarding(context: Context, id: string, form: URLSearchParams): Reply {
  const row = usable(context, id)
  if (!('link' in row)) return row
  const account = row.link.account
  const detail = detailOf(context, account)
  const back = addressesOf(row)?.return_url ?? context.options.appOrigin
  const legalName = form.get('legal_name')?.trim() ?? ''
  const bank = (form.get('bank_account') ?? '').replaceAll(/\s/g, '')
  const isBank = /^[A-Za-z0-9]{8,34}$/.test(bank)
  const agrees = form.get('agrees') === 'yes'
  const document = form.get('document')
  const problems = [
    ...(legalName === '' ? ['Write the legal name.'] : []),
    ...(isBank ? [] : ['Write the IBAN or account number: 8 to 34 letters and digits.']),
    ...(agrees ? [] : ['Agree to the simulated terms to go on.']),
    ...(wantsDocument(detail) && !document ? ['Bring the identity document.'] : []),
  ]
  if (form.get('intent') !== 'later' && problems.length > 0) {
    return onboardingPage(context, id, problems, form)
  }
  learn(context, account, {
    // Going away with a name that was only suggested says nothing.
    ...(legalName !== '' && (isBank || form.get('intent') !== 'later') ? { legalName } : {}),
    ...(isBank ? { bankAccount: bank } : {}),
    ...(agrees ? { agreed: true } : {}),
    ...(document && wantsDocument(detail)
      ? { document: document === 'readable' ? 'given' : 'rejected', documentBy: null }
      : {}),
  })
  context.unit.put('account_link', { ...row, used: true })
  return goTo(back)
}
