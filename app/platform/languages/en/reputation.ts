/** What is counted of a team, a person and a client. */
export const reputation = {
  title: 'Track record',
  team_lead: 'Counted over all contracts of this team on Samar.',
  person_lead: 'Counted over all contracts in which {name} has a share.',
  client_lead: 'Counted over all contracts that {name} has signed on Samar.',
  verified: 'Outcomes verified',
  on_time: 'Delivered on time',
  count: '{hits} of {of}',
  none_ended: 'Nothing has ended yet',
  too_few: 'Too few for a rate',
  rate: '{percent}, between {low} and {high}',
  too_few_line: '{hits} of {of} outcomes verified, too few for a rate',
  rate_line: '{hits} of {of} outcomes verified: {percent}, between {low} and {high}',
  none_line: 'No outcome has ended yet',
  disagreements: 'Where the two sides did not agree',
  disagreements_none: 'Nothing was handed to the operator, and no claim was opened.',
  disagreements_count:
    '{count, plural, one {One question} other {# questions}} in all, each counted once, whoever raised it.',
  settled: 'Settled between the two: mended, or withdrawn',
  for_team: 'The operator decided to pay the team',
  for_client: 'The operator decided to return the money to the client',
  still_open: 'Not decided yet',
  how: 'How this is counted',
  how_verified:
    'Outcomes verified: funded milestones with a criterion that have ended. A milestone is verified when it was accepted with a met verdict, and nothing of what was kept back was returned afterwards. Accepted without a met verdict, returned by the operator, or taken back because nothing came: it counts as ended and not verified.',
  how_on_time:
    'Delivered on time: the last delivery came within the agreed weeks, counted from the money and from what the client had to hand in, or within seven days after the client asked for changes. What was never delivered counts as late.',
  how_left_out:
    'Left out: milestones that nobody funded, and those whose money went back because the client did not hand in what the work waited for.',
  how_interval:
    'Behind a few cases may lie almost any share. So the count stands first, a rate is written from {least} on, and always with the range in which the true share lies with 95 % confidence (Clopper and Pearson, 1934).',
  how_time:
    'Old work counts like new work. Nothing fades while somebody is away, and nothing is weighted.',
  how_client:
    'Days to funding run from the last signature to the first money held. Days in review run from a delivery that lies before the client until it accepts, asks for changes, or the time is over. A median is the middle of all values.',
  reviews: 'Reviews',
  reviews_team_lead: 'What clients wrote after a contract had ended. Both sides write blind.',
  reviews_client_lead: 'What teams wrote after a contract had ended. Both sides write blind.',
  reviews_none: 'Nobody has written a review yet.',
  average: '{average} of 5',
  averages_count: '{count, plural, one {One review} other {Averages of # reviews}}',
  client_kicker: 'Client',
  verified_on: 'Verified on {date}',
  not_verified: 'Not verified yet',
  identity: 'Identity',
  country: 'Country',
  website: 'Website',
  since: 'On Samar since',
  about: 'About',
  about_none: 'The client has not written about itself yet.',
  briefs: 'Briefs',
  briefs_none: 'No brief is published at present.',
  signed: 'Signed contracts',
  never_funded:
    '{count, plural, =0 {All that ended were funded} one {One ended without being funded} other {# ended without being funded}}',
  funding: 'From signing to funding',
  review_time: 'A delivery lies in review',
  days: '{days, plural, =0 {Less than a day} one {1 day} other {# days}}',
  median_contracts: '{count, plural, one {In one contract} other {Median of # contracts}}',
  median_deliveries: '{count, plural, one {Of one delivery} other {Median of # deliveries}}',
  silence: 'Accepted by silence',
  none_accepted: 'Nothing has been accepted yet',
  client_line:
    '{count, plural, =0 {No contract signed yet} one {One contract signed} other {# contracts signed}}',
  client_line_funding:
    '{days, plural, =0 {funds within a day} one {funds after 1 day} other {funds after # days}} (median)',
  record_ask: 'Take it with you',
  record_sentence:
    'Samar signs what is counted here today as a credential that anybody can check without an account. It is added to your wallet; you choose who finds it.',
  record_button: 'Issue my record of today',
  toast_record: 'Your record is signed and in your wallet.',
  record_name: 'Record of delivered outcomes',
  record_description:
    'What was counted on the platform of the holder’s paid contracts up to the day of issue.',
  record_criteria:
    'The holder has a share in at least one funded milestone that has ended. Verified are milestones that were accepted with a met verdict and of which nothing kept back was returned; on time are those whose last delivery came within the agreed weeks. Unfunded milestones, and those whose client never handed in what the work waited for, are left out. Old and new work count alike. The interval is Clopper and Pearson’s at 95 %.',
  record_verified: 'Milestones verified',
  record_measured: 'Milestones ended',
  record_rate: 'Rate with interval',
  record_on_time: 'Milestones delivered on time',
  record_delivered: 'Milestones counted for time',
  record_rate_value: '{percent}, between {low} and {high} (95 %)',
} as const
