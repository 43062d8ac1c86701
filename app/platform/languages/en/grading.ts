/** Exercises that are measured, capstones that people mark, reviews and appeals. */
export const grading = {
  attempt_number: 'Attempt {number, number}',
  passed: 'Passed',
  not_passed: 'Not passed',
  status_open: 'Your turn',
  status_open_means: 'Nothing is handed in yet.',
  status_submitted: 'Handed in',
  status_submitted_means: 'You have nothing to do for the moment.',
  status_in_review: 'Being marked',
  status_in_review_means: 'Two reviewers mark it, neither of whom sees the other’s marks.',
  status_graded: 'Graded',
  status_graded_means: 'For seven days an appeal is possible; then the result is final.',
  status_graded_passed_means: 'You have passed; there is nothing left for you to do.',
  status_appealed: 'Appealed',
  status_appealed_means: 'Somebody who had no part in the marks decides.',
  status_final: 'Final',
  status_final_means: 'The result is final.',
  status_void: 'Given up',
  status_void_means: 'This attempt was given up.',
  asked: 'What is asked',
  go_on: 'Go on with the track',
  try_again: 'To its page in the track, and the next attempt',
  submit: 'Hand in',
  submit_yes: 'Hand in now',

  way_in: 'How your system is reached',
  way_none:
    'Nothing is registered yet. Choose how your system is asked: at an address, or with a file.',
  way_choose: 'Choose the way in',
  way_change: 'Change or try it',
  way_file_closed: 'This exercise takes no predictions in a file. Register an address.',
  way_endpoint_closed: 'This exercise takes predictions in a file only.',
  endpoint_lead:
    'Samar sends rows to this address and reads the answers, exactly as in a contract. First try it on the published rows; that costs nothing.',
  endpoint_fixed: 'This attempt has been handed in. The address can be changed in the next one.',
  url_help:
    'Begins with https and is reachable from the internet. In a practice copy your own machine will do.',
  back_to_attempt: 'Back to the attempt',
  rows_sealed:
    'The rows are drawn from {rows, number} sealed ones. You never meet the same row twice, and nobody is shown their labels.',
  sample: 'Rows to try things on',
  sample_lead:
    '{rows, plural, one {One row is published with its label, and is} other {# rows are published with their labels, and are}} never drawn for a measurement.',
  sample_look: '{rows, plural, one {Look at the first row} other {Look at the first # rows}}',
  sample_download: 'Download (CSV)',
  submit_exercise_note:
    'The result is there as soon as the rows are answered. It cannot be taken back.',
  stop_sentence:
    'If your system has already been sent rows, this attempt is used up and counts as not passed. Otherwise nothing is used.',
  broken_title: 'The last measurement came to nothing',
  broken_again: 'No attempt is used up. You can hand in again at once.',
  stopped_free: 'You stopped it before any row was sent.',
  result_met:
    'Met. Your system reaches the target, and not by luck: the cautious end of the interval reaches it as well.',
  result_not_met:
    'Not met. Even with luck this system misses the target. See below what it mixes up, change that, and try again.',
  result_inconclusive:
    'Undecided, which does not pass: the value lies so near the target that {rows, number} rows cannot tell. A somewhat better system passes clearly.',
  result_stopped:
    'You stopped this measurement after rows had been sent, so the attempt counts as not passed.',
  attempts_left:
    '{left, plural, =0 {No attempt is left.} one {One attempt is left, 48 hours after this one.} other {# attempts are left, each 48 hours after the one before.}}',
  no_rows_shown:
    'Which sealed rows were wrong is not shown, because others are measured on them too. Your errors on the published rows are in the trial.',
  show_title: 'Who sees this verdict',
  show_who: 'You, the reviewers of {track} and the operator. You can show it to everybody.',
  shown_since: 'Everybody who has the link, since {date}.',
  show: 'Show it to everybody',
  show_sentence:
    'Whoever has the link then sees this verdict. The evidence that goes with it names every run of yours at this exercise, also those that were not met.',
  hide: 'Show it no longer',
  hide_sentence:
    'The page and its evidence are closed to others from then on. Copies that somebody saved stay theirs.',
  toast_submitted: 'Handed in. The measurement starts.',
  toast_shown: 'Everybody with the link sees this verdict now.',
  toast_hidden: 'This verdict is no longer shown to others.',

  verdict_shown:
    'A learner was measured here on an exercise, by the same rules as a contract, and shows the verdict.',
  verdict_private:
    'Of an exercise. The learner, the reviewers of the partner and the operator see it; nobody else.',

  deliverables: 'What you hand in',
  rubric_fold: 'The rubric: what the points are for',
  pass_mark: 'Passed with {share} of {points, plural, one {one point} other {# points}}.',
  points: '{points, plural, one {One point} other {# points}}',
  points_of: '{points, number} of {most, number} points',
  hand_in_title: 'Your work',
  hand_in_lead:
    'Reviewers are not told whose work it is. Leave your name out of words, links and files; files are shown to them under numbers.',
  names_you: 'Your words contain your own name. Reviewers would then know whose work it is.',
  words: 'Words',
  words_help:
    'Markdown. Pictures are not loaded; add them as files. Say what you did, what you found, and where to look.',
  links: 'Links',
  links_help:
    'One a line, at most {count, number}: code, a page, a demonstration that reviewers can open.',
  links_many: 'These are more links than can be handed in. Keep those that matter.',
  links_bad: 'Each line must be a whole address that begins with https:// or http://.',
  files: 'Files',
  files_add: 'Add files',
  files_help:
    'At most {count, number} files, each up to {size}, together up to {all}: PDF, text, tables, code, notebooks, pictures, office files, zip.',
  files_too_many: 'That would be more than six files. Take one out, or pack them as zip.',
  files_too_large: 'One of the files is larger than 10 MB.',
  files_all_too_large: 'Together the files are larger than 30 MB.',
  files_empty: 'One of the files is empty.',
  files_kind: 'One of the files is of a kind that cannot be handed in. Pack it as zip.',
  file_remove: 'Take out',
  save: 'Save the draft',
  save_note: 'Only you see a draft. Come back to it whenever you like.',
  submit_capstone_sentence:
    'What stands here is saved and handed in. It can then no longer be changed. Two reviewers mark it within five business days, and you get a mail. You need do nothing until then.',
  work: 'The work',
  work_no_words: 'No words were handed in.',
  waits_marks: 'Two reviewers are marking',
  waits_third: 'The first two differ; a third reviewer decides',
  waits_marks_body:
    'You see the marks when all are in. A reviewer who is late is replaced, without anything for you to do.',
  waits_reviewers: 'Reviewers are being looked for',
  waits_reviewers_body:
    'The partner has too few reviewers without a tie to you. The operator has been asked to name somebody. No attempt and no time of yours is lost.',
  due_by: 'Due by',
  capstone_passed: 'Passed, with {points, number} of {most, number} points. {share} were needed.',
  capstone_not_passed:
    'Not passed: {points, number} of {most, number} points. {share} were needed.',
  marks: 'Marks',
  reviewer: 'Reviewer {seat}',
  reviewer_wrote: 'Reviewer {seat} writes',
  toast_saved: 'The draft is saved.',
  toast_handed_in: 'Handed in. Two reviewers mark it within five business days.',
  toast_file_removed: 'The file is taken out.',

  appeal: 'Appeal',
  appeal_until: 'Possible until',
  appeal_write: 'Appeal against the marks',
  appeal_sentence:
    'Somebody who had no part in the marks reads your work, the marks and your reason, and decides: the result stands, you pass, or you may try again without using up an attempt.',
  appeal_reason: 'What was marked wrongly',
  appeal_reason_help:
    'Name the line of the rubric and the place in your work that speaks for it. Leave your name out.',
  appeal_send: 'Send the appeal',
  appeal_filed: 'Sent on {date}.',
  appeal_waits: 'The appeal is being read. You get a mail when it is decided.',
  appeal_stands: 'The result stands.',
  appeal_passed: 'Passed.',
  appeal_again: 'You may try again; this attempt does not count.',
  appeal_decided: 'Decided on {date}.',
  toast_appealed: 'Your appeal is sent.',

  reviewing_title: 'Work to be marked',
  reviewing_lead:
    'You mark alone: you are not told whose work it is, and you do not see the other reviewer’s marks before both are in.',
  reviewing_empty: 'Nothing waits for your marks',
  reviewing_empty_body: 'When a work is given to you it stands here, and you get a mail.',
  load: '{count, plural, one {One work waits for you.} other {# works wait for you.}}',
  learner: 'Learner {code}',
  begun: 'begun',
  waiting_for_you: 'Waiting for you',
  earlier: 'Earlier',
  review_handed_in: 'Handed in',
  review_given_back: 'Given back',
  review_late: 'Given to somebody else',
  review_over: 'Closed',
  review_handed_in_means: 'You have handed in your marks. They are closed; thank you.',
  review_given_back_means:
    'You know this learner, so somebody else marks the work. You are not asked about them again.',
  review_late_means:
    'The time was over, and somebody else was asked. There is nothing left for you to do.',
  review_over_means: 'This work no longer waits for marks.',
  review_title: 'Mark a work',
  review_lead:
    'Choose a level in every line, by what the rubric says, and write to the learner what would have been better. They read your words without your name.',
  give_back: 'I know this person: give it to somebody else',
  give_back_sentence:
    'Do it also when you only suspect it. Somebody else marks the work, you are not asked about this learner again, and nobody is told why.',
  give_back_yes: 'Give it back',
  your_marks: 'Your marks',
  mark_missing: 'Choose a level.',
  review_words: 'Words to the learner',
  review_words_help: 'What is good, what is missing, what to do next. Without your name.',
  review_words_missing: 'Write a few words: the learner reads them.',
  review_save: 'Save the draft',
  review_submit: 'Hand in the marks',
  review_submit_sentence:
    'Once handed in, your marks are closed: nobody can change them, you neither.',
  review_submit_yes: 'Hand in now',
  result_passed: 'Result: passed, {points, number} of {most, number} points.',
  result_not_passed: 'Result: not passed, {points, number} of {most, number} points.',
  other_marks: 'How others marked',
  others_later: 'The marks of others are shown here when the result is there.',
  toast_review_saved: 'Your draft is saved.',
  toast_review_handed_in: 'Your marks are handed in.',
  toast_given_back: 'The work goes to somebody else.',

  appeals: 'Appeals to be decided',
  appeals_lead: 'By somebody who had no part in the marks and has no tie to the learner.',
  since: 'since {date}',
  missing: 'Works without reviewers',
  missing_lead:
    'Too few of your reviewers have no tie to the learner. The operator has been asked to name somebody; you can invite more reviewers, and they are then asked by themselves.',
  of: 'Of',
  agreement: 'How alike your reviewers mark',
  agreement_lead:
    'Quadratic weighted kappa between the first two reviewers, line by line: 1 is the same, 0 no better than chance. Below 0.6 the rubric is worth talking about.',
  agreement_none: 'No work has been marked by two reviewers yet.',
  track: 'Track',
  reviewed: 'Marked works',
  third_marked: 'With a third',
  kappa: 'Kappa',
  kappa_none: 'too few',
  appeal_lead: 'The marks came to {points, number} of {most, number} points, which does not pass.',
  appeal_reason_given: 'What the learner writes',
  decide: 'Decide',
  decide_sentence:
    'The decision is final. The learner reads it with your words, without your name.',
  decide_yes: 'Decide now',
  decide_words: 'Why',
  decide_words_help: 'The learner reads this.',
  outcome: 'What becomes of it',
  outcome_stands: 'The result stands',
  outcome_stands_help: 'The marks follow the rubric.',
  outcome_passed: 'Passed',
  outcome_passed_help: 'By the rubric the work should have passed.',
  outcome_again: 'Try again at no cost',
  outcome_again_help: 'Something went wrong in the marking; this attempt does not count.',
  toast_decided: 'Decided. The learner is told.',

  item_review: 'Mark a capstone',
  item_appeal: 'Decide an appeal',
  item_missing: 'Name a reviewer',

  desk_tab: 'Reviews',
  desk_title: 'Reviews of capstones',
  desk_lead:
    'Where a partner has too few reviewers without a tie to the learner, you name somebody.',
  none_missing: 'No work waits for reviewers',
  none_missing_body:
    'When a partner runs out of reviewers, the work stands here and you get a mail.',
  no_appeals: 'No appeal waits.',
  reviewer_email: 'E-mail address of a reviewer',
  reviewer_email_help:
    'Somebody who knows the subject and has an account. Ties to the learner are checked.',
  name: 'Name this reviewer',
  name_note: 'They get a mail and five business days.',
  toast_named: 'The reviewer is named.',
} as const
