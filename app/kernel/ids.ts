/** Ids carry their kind as a prefix and sort by the time they were made (ULID: 48 bits of time, 80 random). */
export const idPrefixes = {
  person: 'per',
  organisation: 'org',
  invitation: 'inv',
  team: 'team',
  teamSearch: 'tsr',
  brief: 'brf',
  proposal: 'prp',
  opening: 'opg',
  asking: 'ask',
  offer: 'ofr',
  offerVersion: 'ofv',
  contract: 'con',
  handOver: 'hov',
  milestone: 'mil',
  dataset: 'dat',
  datasetUpload: 'upl',
  endpoint: 'end',
  evaluation: 'evl',
  verdict: 'vrd',
  ledgerAccount: 'acc',
  ledgerTransaction: 'ltx',
  payment: 'pay',
  payable: 'pbl',
  holdback: 'hbk',
  operation: 'opn',
  review: 'rev',
  reviewReport: 'rrp',
  portfolioEntry: 'pfo',
  portfolioArtefact: 'paf',
  notification: 'ntf',
  mail: 'eml',
  file: 'fil',
  code: 'otc',
  changeRequest: 'chg',
  watch: 'wat',
  claim: 'clm',
  dispute: 'dsp',
  settlement: 'stm',
  report: 'rpt',
  objection: 'obj',
  track: 'trk',
  trackVersion: 'trv',
  cohort: 'coh',
  cohortDate: 'chd',
  sponsorship: 'spn',
  enrolment: 'enr',
  attempt: 'att',
  attemptReview: 'atr',
  trackImport: 'imp',
  exposureCheck: 'exp',
  issuer: 'iss',
  issuerKey: 'key',
  achievement: 'ach',
  credential: 'crd',
  statusList: 'stl',
  savedSearch: 'sav',
  thread: 'thr',
  message: 'msg',
  messageReport: 'mrp',
} as const

export type IdKind = keyof typeof idPrefixes

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** Writes an id from a time and ten random bytes. */
export function formatId(kind: IdKind, timeMs: number, random: Uint8Array): string {
  let bits = BigInt(timeMs)
  for (const byte of random.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte)
  let text = ''
  for (let i = 0; i < 26; i++) {
    text = alphabet[Number(bits & 31n)] + text
    bits >>= 5n
  }
  return `${idPrefixes[kind]}_${text}`
}

export function isId(kind: IdKind, text: string): boolean {
  return new RegExp(`^${idPrefixes[kind]}_[${alphabet}]{26}$`).test(text)
}
