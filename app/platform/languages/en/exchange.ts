/** Seats in exchange: somebody from another country who learns the work beside a host, and is paid for it. */
export const exchange = {
  seat: 'A seat in exchange',
  seat_of: 'A seat in exchange for {name}',
  seat_help:
    'For somebody from another country who comes into the work step by step beside one of you: they shadow, then work in a pair, then lead. A discovery comes before that and has no stage. Their share is paid from the contract like every other.',
  host: 'Host',
  host_help: 'Works beside them, and says after each delivery how far they came.',
  no_host: 'No host: a usual seat',
  stage_in: 'Stage in milestone {number}',
  stage_none: 'not there',
  stage_shadow: 'shadow',
  stage_pair: 'pair',
  stage_lead: 'lead',
  none_possible: 'A seat in exchange needs two countries, and all of this team live in one.',
  host_needed: 'Choose the host as well, or “not there” in every milestone.',
  host_missing: 'Choose a host who has a share in this proposal and is not the same person.',
  host_exchanged: 'The host has a seat in exchange too. Choose somebody who has a usual seat.',
  country_of_host:
    'Both live in the same country. Choose a host in another one, or make it a usual seat.',
  country_of_team:
    'Most of the team must live in another country than this person. Make it a usual seat.',
  stage_backwards:
    'A stage does not go back behind the milestone before. Choose the same or a later one.',
  stages_only_watch: 'Nobody only watches: choose pair or lead for the last milestone at least.',
  stage_beyond: 'The proposal has no such milestone. Choose “not there”.',
  share_missing: 'A seat in exchange is paid. Write a share above nought.',
  line: 'In exchange from {from}, hosted by {host} in {to}',
  milestone_stage: '{milestone}: {stage}',
  your_seat:
    'Your seat is one in exchange; the host and the stages stand beside your name below. Your share is paid for every milestone, whatever the stage. You get a milestone’s credential when your host has confirmed that you worked in a pair or led. For a milestone that you only shadowed you get none. Your host’s name, both countries and the stage stand in the credential, which anybody may read.',
  your_guest:
    'You are the host of {name}. After each delivery you say once, in one sentence, which stage they reached; their credential waits for it, and your name stands in it.',
  title: 'Exchange',
  agreed: 'Agreed for this milestone: {stage}',
  said: '{host} confirmed on {date}: {stage}',
  waits: '{host} says which stage was reached once the milestone has been delivered.',
  confirm: 'Confirm the stage of {name}',
  confirm_sentence:
    'You say it once, and it stays. With pair or lead they get the credential of this milestone when it is paid; with shadow they do not. The money is shared either way.',
  confirm_stage: 'Stage reached',
  confirm_words: 'What they did, in one sentence',
  confirm_words_help: 'The client and the team read it.',
  confirm_yes: 'Confirm',
  toast_confirmed: 'The stage is confirmed.',
  toast_before: 'You had confirmed the stage before. What you said then stands.',
  evidence_name: 'Talent exchange',
  evidence_narrative:
    'Worked in exchange from {from}, hosted by {host} in {to}. Stage confirmed by the host: {stage}.',
} as const
