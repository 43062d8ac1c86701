/** What was delivered, in figures that anybody may read. */
export const figures = {
  title: 'What was delivered, in figures',
  description:
    'How milestones ended, how often the measured outcome was met, how learners come to paid work, what money moved between countries, and how long it took.',
  lead: 'All of it is counted from the contracts, verdicts, credentials and payments on Samar, not from what anybody says of them.',
  as_of: 'As of {when}.',
  anew: 'Counted anew every ten minutes at most.',
  json: 'All figures as JSON',
  csv: 'As CSV',
  none_title: 'The first count is not made yet',
  none_body: 'It is made within a minute or two of the first start. Open this page again then.',
  few: 'fewer than ten',
  pair: '{from} to {to}',
  ended_of: '{count, plural, one {one milestone} other {# milestones}}',
  contracts_of: '{count, plural, one {one contract} other {# contracts}}',

  rate_title: 'How often the outcome was met',
  rate_definition:
    'Of all milestones that were funded and have ended, the share that was accepted with a met verdict, and of which nothing that was kept back was returned afterwards; a team’s and a person’s own rate is counted in the same way. The bar is the exact 95 % interval (Clopper–Pearson), which is wide where there are few.',
  rate_all: 'All sectors',
  rate_summary: '{label}: {share} of {count}, interval {low} to {high}',
  count_summary: '{label}: {share}, interval {low} to {high}',
  rate: 'Share met',
  rate_none: 'No funded milestone has ended yet, so there is no rate.',
  interval: '95 % interval',

  outcomes_title: 'How funded milestones ended',
  outcomes_definition:
    'Each milestone that was funded and has ended is counted once, under the sector of its brief and the countries of its client and its team. Left out are a discovery, which promises no outcome, and what could not begin because the client did not hand in what the work waited for.',
  by_sector: 'By sector',
  by_pair: 'From the client’s country to the team’s',
  outcomes_none: 'No funded milestone has ended yet.',
  outcomes_summary:
    '{label}: {met, number} met, {waived, number} waived, {not_met, number} not met, {inconclusive, number} inconclusive, {other, number} otherwise',
  sector: 'Sector',
  countries: 'Countries',
  outcome_met: 'Met',
  outcome_waived: 'Waived',
  outcome_not_met: 'Not met',
  outcome_inconclusive: 'Inconclusive',
  outcome_other: 'Otherwise',
  outcomes_key:
    'Met: accepted with a met verdict. Waived: the client accepted it without one. Not met and inconclusive: the last verdict, where the money went back or the operator decided. Otherwise: never measured, sent back by the operator although met, or some of what was kept back was returned.',
  ended: 'Ended',

  funnel_title: 'From learning to income',
  funnel_definition:
    'Everybody who began a track is counted once, over all tracks, as far as they have come; paid means that a milestone’s money reached them after their first credential.',
  funnel_none: 'Nobody has begun a track yet.',
  funnel_few:
    'Fewer than ten people have begun a track. From ten on, this shows how far they come.',
  funnel_rule:
    'A count of one to nine people is not shown, nor what so few earned in a currency, and neither is a track whose count could be worked out from the others.',
  income_few:
    'Fewer than ten graduates’ 90 days are over. From ten on, this shows what they earned.',
  income_withheld:
    'In {currencies} fewer than ten have earned, so what they earned is not shown. From ten on, it stands here.',
  earning_few:
    'Of {matured, number} graduates whose 90 days are over, fewer than ten have earned anything. From ten on, this shows how many and how much.',
  income_nobody: 'No graduate’s 90 days are over yet.',
  tracks_title: 'By track',
  tracks_lead: 'Who took two tracks is counted in both.',
  track: 'Track',
  step_enrolled: 'Began',
  step_credential: 'Earned the credential',
  step_paid: 'Were paid for a milestone afterwards',

  money_title: 'Money between countries',
  money_definition:
    'The prices of released milestones, fee included, from the client’s country to the team’s, in the currency that they were agreed in; currencies are never added up.',
  money_rule:
    'An amount is cut to two figures. It is shown alone where at least three contracts stand behind it and nobody’s part can be worked out: without the two largest clients, and without the two largest teams, at least a tenth of the largest must remain. Pairs that fall short stand together in one line.',
  money_none: 'No milestone has been released yet.',
  money_withheld:
    'In {currencies} money was released, but too few stand behind it for an amount to be shown.',
  money_all_withheld:
    'Money was released in {currencies}. Once at least three contracts, between three clients and three teams, stand behind an amount, it stands here by pairs of countries.',
  money_summary: '{label}: {amount}, {count, plural, one {one contract} other {# contracts}}',
  other_pairs: 'Other pairs together',
  all_pairs: 'All pairs together',
  contracts: 'Contracts',
  amount: 'Released',
  in_currency: 'In {currency}',

  exchanges_title: 'Talent exchange',
  exchanges_definition:
    'Seats in contracts held by somebody from another country than the host they worked beside, counted once for each contract in which the host has confirmed a stage of at least one milestone.',
  exchanges_rule:
    'A pair of countries is shown alone from three people on. Pairs of fewer stand together in one line, with the smallest of the others where even that line has fewer.',
  exchanges_none: 'No host has confirmed a stage yet.',
  exchanges_withheld:
    'There are some, but of fewer than three people. From three on, their seats stand here by pairs of countries.',
  exchanges_pair: 'From home to the host’s country',
  exchanges_seats: 'Seats',

  days_title: 'How long it takes',
  days_definition:
    'Half of them took at most so many days for each stage, of all that have come through it; from brief to signature and to the first payment by contract, after that by milestone.',
  days_rule: 'A median is shown from three contracts on.',
  days_none: 'No contract has been signed yet.',
  stage: 'Stage',
  stage_signed: 'From brief to signature',
  stage_funded: 'From signature to held funds',
  stage_accepted: 'From held funds to acceptance',
  stage_paid: 'From acceptance to paid',
  days: 'Median days',
  days_of: '{days, plural, one {one day} other {{days, number, ::.#} days}}',
  days_summary: '{label}: {days}',
  observed: 'Counted',
  not_shown: 'not shown',
}
