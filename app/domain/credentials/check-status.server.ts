import { isObject, type JsonObject, listOf, textOf } from './adapters/bounded-json'
import { credentialIn, readText } from './adapters/read-submitted'
import { checkDates } from './check-dates'
import { checkDocument, checkSignedToken, issuerIdOf, type Sources } from './check-signature.server'
import { readPlace } from './status-list'
import { type Check, check, overall, type Reason, reasons } from './verification'

const rank = { failed: 2, unknown: 1, passed: 0 } as const
const mostEntries = 4

/** Whether the issuer still stands by it: every status entry of a credential is looked up. */
export async function checkStatus(
  credential: JsonObject,
  sources: Sources,
  at: Date,
): Promise<Check> {
  const entries = listOf(credential.credentialStatus)
  if (entries.length === 0) return check('status', 'status_none')
  if (entries.length > mostEntries) return check('status', 'status_method')
  const found: Reason[] = []
  for (const entry of entries) {
    found.push(
      isObject(entry) ? await entryReason(entry, credential, sources, at) : 'status_method',
    )
  }
  const [worst = 'status_method'] = found.sort((a, b) => rank[reasons[b]] - rank[reasons[a]])
  return check('status', worst)
}

async function entryReason(
  entry: JsonObject,
  credential: JsonObject,
  sources: Sources,
  at: Date,
): Promise<Reason> {
  const { type, statusPurpose, statusListIndex, statusListCredential } = entry
  const url = textOf(statusListCredential)
  const known = type === 'BitstringStatusListEntry' || type === 'StatusList2021Entry'
  const purposes = ['revocation', 'suspension']
  const size = Number(entry.statusSize ?? 1)
  const usable = known && size === 1 && purposes.includes(textOf(statusPurpose) ?? '')
  const index = /^\d{1,9}$/.test(String(statusListIndex)) ? Number(statusListIndex) : null
  if (!usable || url === null || index === null) return 'status_method'
  const own = await sources.own.statusAt(url, index)
  if (own !== undefined) return own === null ? 'status_list_wrong' : (`status_${own}` as const)
  const list = await signedList(url, issuerIdOf(credential), sources, at)
  if (typeof list === 'string') return list
  if (!listOf(list.statusPurpose).includes(statusPurpose ?? null)) return 'status_list_wrong'
  const set = readPlace(textOf(list.encodedList) ?? '', index)
  if (set === null) return 'status_list_wrong'
  if (!set) return 'status_good'
  return statusPurpose === 'suspension' ? 'status_suspended' : 'status_revoked'
}

/** A list is a credential too: signed by the same issuer, and not out of date. */
async function signedList(
  url: string,
  issuerId: string,
  sources: Sources,
  at: Date,
): Promise<JsonObject | Reason> {
  const text = await sources.outside.text(url)
  const read = text === null ? null : readText(text)
  if (!read?.ok) return 'status_unreachable'
  const { submitted } = read
  const list = submitted.form === 'token' ? credentialIn(submitted.token) : submitted.document
  const signed =
    submitted.form === 'token'
      ? await checkSignedToken(submitted.token, list, sources)
      : await checkDocument(submitted.document, sources)
  if (issuerIdOf(list) !== issuerId) return 'status_list_wrong'
  const checks = [signed.issuer, signed.signature, checkDates(list, [], at)]
  const outcome = overall(checks)
  if (outcome !== 'passed') return outcome === 'failed' ? 'status_list_wrong' : 'status_unreachable'
  return isObject(list.credentialSubject) ? list.credentialSubject : 'status_list_wrong'
}
