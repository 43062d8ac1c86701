/** Words in and beside the plots of a measurement, and on the pages of verdicts and keys. */
export const plot = {
  per_second: '{value} a second',
  open_end: 'open',
  interval_open_low: 'up to {high}',
  interval_open_high: 'from {low}',
  no_bounds: 'no bounds',
  before: 'Before',
  period: '{from} to {to}',
  after_period: 'Figures after: {from} to {to}, {cases, plural, one {one case} other {# cases}}.',
  before_period:
    'Figures before: {value}, {from} to {to}, {cases, plural, one {one case} other {# cases}}.',
  source: 'Source: {source}',
  measurer: 'Reported by {name}.',

  worst_confusions: 'What was most often taken for something else',
  no_confusions: 'No label was taken for another.',
  times: 'Times',

  roc: 'Hits against false alarms (ROC curve)',
  roc_summary:
    'Curve from 0 to 1. At one in ten false alarms, {at_tenth} of the wanted rows are found; at half, {at_half}.',
  hits: 'Hits: share of the wanted rows that are found',
  false_alarms: 'False alarms: share of the other rows that are named too',
  hits_short: 'Hits',
  false_alarms_short: 'False alarms',
  curve_chance: 'Dashed: what chance would do.',

  errors: 'How far answers were off (answer minus truth)',
  scores: 'How rows scored',
  histogram_summary: '{rows} rows between {from} and {to}; most lie between {low} and {high}.',
  bin: 'From – to',
  missing_answers:
    '{count, plural, one {One row} other {# rows}} without an answer that could be counted {count, plural, one {is} other {are}} not drawn.',
  exact: 'Exact',

  latency_summary: '{rows} answers; half within {p50}, 99 in 100 within {p99}.',
  latency_rests:
    'All {answers, number} answers are drawn; the criterion rests on {rows, number} of them.',
  latency_scale: 'The scale is logarithmic: equal steps mean equal factors.',
  up_to: 'Up to',
  answers: 'Answers',

  strip: 'Availability over the window',
  strip_summary:
    '{ok, number} looks were answered and {failed, number} failed{missed, plural, =0 {.} one {; once nobody looked, by a fault of ours, which counts neither way.} other {; # times nobody looked, by a fault of ours, which counts neither way.}}',
  strip_slot: 'Each bar is {minutes, plural, one {one minute} other {# minutes}} of the window.',
  strip_slot_seconds:
    'Each bar is {seconds, plural, one {one second} other {# seconds}} of the window.',
  strip_time: 'Time in the window',
  strip_troubles: 'Stretches with a failure, or without a look',
  strip_no_trouble: 'Every look of the window was answered.',
  hours_in: '{hours} h',

  marks: 'Marks of both raters',
  marks_agreement: 'Agreement (quadratic weighted kappa): {value}; at least {least} was agreed.',
  marks_no_agreement: 'Agreement could not be computed: all marks are the same.',
  mean_of_item: 'Mean by item',
  item: 'Item',
  mean: 'Mean',
  mark: 'Points',
  given: 'Times given',
  marks_summary: '{count} marks from 1 to {scale}; the most frequent is {most}.',

  recheck: 'A recheck, not an attempt',
  recheck_means:
    'It was measured while a part of the price was kept back, to see whether the result still holds. It uses up no attempt.',
  probes_hash: 'Hash of the probes',
  ratings_hash: 'Hash of the marks',
  reports_hash: 'Hash of the reported figures',
  baseline_mean: 'Always giving the mean would score {value} on the same rows.',
  observed: '{n, plural, one {one observation} other {# observations}}',
  zip: 'Download the public evidence',
  lines: 'Evidence as lines',
  events: 'Events (CloudEvents)',
  replay_1: 'Download the evidence below and unpack it. The program that checks it is inside.',
  replay_2:
    'In that folder, run the command below. It needs Node.js 20 and nothing else: no account, no network.',
  openslo: 'Service criteria (OpenSLO)',

  keys_title: 'Keys that sign verdicts',
  keys_lead:
    'Every verdict carries a signature. With the public half of the key anybody can check that it comes from here and has not been changed since.',
  key_thumbprint: 'Thumbprint',
  key_since: 'Made on',
  key_first: 'First verdict',
  key_last: 'Last verdict',
  key_verdicts: 'Verdicts signed',
  key_state: 'State',
  key_in_use: 'In use',
  key_retired: 'Retired on {date}',
  keys_none: 'No verdict has been signed yet',
  keys_none_body: 'The first key is made when the first verdict is signed.',
  keys_download: 'Download the keys (JWK set)',
  keys_check: 'How to check a signature',
  keys_check_1:
    'A verdict’s signature is a compact JWS (RFC 7515): three parts with dots between, header, payload and signature. The algorithm is EdDSA with Ed25519.',
  keys_check_2:
    'The header names the key by “kid”. Take the key of that name from the set above. The name is the key’s thumbprint (RFC 7638): SHA-256 over the canonical JSON of crv, kty and x.',
  keys_check_3:
    'Check the signature over the first two parts. The payload is the verdict as canonical JSON (RFC 8785).',
  keys_check_4:
    'Keep a copy of this page or of the set: a later page cannot change what you have written down.',
  keys_check_example: 'The same in a few lines of Node.js',
  keys_replay: 'The program in every evidence zip does all of this, and more.',

  errors_lead:
    'Only your organisation sees these: they are your rows. The largest errors come first.',
  error_off: 'Off by',
  error_score: 'Score',
  error_expected: 'Expected',
  error_given: 'Given',
  error_failed: 'No valid answer',
} as const
