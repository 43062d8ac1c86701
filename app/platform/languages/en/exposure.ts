/** The exposure check: what one sells today, and what has been published about it. */
export const exposure = {
  title: 'How exposed is your work?',
  lead: 'Say what you sell today. You see what two studies have published about such work, which parts of it language models reach, and where you can go from there.',
  sentence: 'Exposure is not displacement.',
  sentence_why:
    'A score says how much of the tasks language models can speed up. It does not say that the work goes away, nor when, nor for whom. Whoever knows the work is needed to say when the machine is wrong.',
  privacy:
    'It works without an account. What you type is matched and forgotten; nothing is kept unless you choose to.',
  common_title: 'Most people here sell one of these',
  common_lead: 'Choose one to see its result at once.',
  form_title: 'Or say it in your own words',
  form_lead:
    'Up to {most, number} services. Write as you would tell a friend, in English, Urdu or roman Urdu.',
  form_service: 'Service {number}',
  field_service: 'What you do',
  field_service_help: 'For example: video editing, tarjuma, ڈیٹا انٹری.',
  field_share: 'Share of your time',
  field_share_help: 'Leave it open to share the rest equally.',
  add_service: 'Add a service',
  submit: 'Show the result',
  submit_note: 'Nothing is stored.',
  share_wrong: 'Give a whole number from 0 to 100, or leave it open.',
  nothing_typed: 'Name at least one service.',
  family_all: 'All {count, number} services that the check knows',
  family_office: 'Office',
  family_language: 'Language',
  family_writing: 'Writing',
  family_design: 'Design',
  family_media: 'Film, sound, pictures',
  family_web: 'Web and apps',
  family_software: 'Software and systems',
  family_data: 'Data and research',
  family_marketing: 'Marketing and sales',
  family_support: 'Support and service',
  family_finance: 'Finance, health, staff',
  family_learning: 'Teaching',
  result_title: 'Your result',
  service_share: '{service} ({share})',
  unsure_title: 'Did you mean one of these?',
  unsure_for:
    'You wrote “{text}”. We are not sure what to compare it with; it is left out until you choose.',
  unsure_none: 'None of these',
  unknown_title: 'We do not know this one',
  unknown_for:
    'You wrote “{text}”. No service in our table is close enough, and a guess would help nobody. Try other words, or choose from those that we know.',
  shares_changed: 'The shares did not add up to 100, so they were scaled to do so.',
  nearest:
    'No published occupation is exactly this service. The nearest one, “{title}”, stands for it.',
  exactly: 'Published for the occupation “{title}” ({soc}).',
  together: 'All your services together',
  together_note: 'Each service counts by its share of your time.',
  plot_people: 'Rated by people',
  plot_model: 'Rated by a model',
  plot_applicability: 'Seen in use',
  plot_summary:
    '{service}. Exposure rated by people {people}, from {peopleLow} to {peopleHigh}. Rated by a model {model}, from {modelLow} to {modelHigh}. Seen in use: {applicability}.',
  plot_key:
    'Dot: the score. Bar: from the strict to the broad count. Shaded: how far people and model are apart.',
  plot_scale: '0 is none of the tasks, 1 is all of them.',
  not_published: 'not published',
  range: '{low} to {high}',
  table: 'Scores of {service}',
  column_score: 'Score',
  column_value: 'Figure',
  column_range: 'Strict to broad',
  column_place: 'Higher than',
  place: '{percent} of occupations',
  raters_close:
    'People and model nearly agree: they are {difference} apart. Of the two ratings, neither is the truth.',
  raters_apart:
    'People and model disagree by {difference}. Of the two ratings, neither is the truth.',
  raters_far:
    'People and model disagree widely, by {difference}. Take the score as a range, not as a number.',
  studies_same:
    'The two studies place this work alike: the first above {first} of occupations, the second above {second}.',
  studies_first_higher:
    'The studies disagree: the first places this work above {first} of occupations, the second only above {second}. Models could help with more of it than people have used them for so far.',
  studies_second_higher:
    'The studies disagree: the first places this work above {first} of occupations, the second above {second}. People already use assistants for it more than the first study expected.',
  studies_one: 'The second study has no figure for this occupation.',
  group_score: 'The second study has one figure for the whole group of occupations.',
  method_title: 'What the two scores measure',
  method_first:
    'Exposure asks of each task whether a language model would halve the time at the same quality; people rated all tasks, and so did a model.',
  method_first_range:
    'The bar runs from tasks that a model alone speeds up to those it would speed up with software built around it; the dot counts the second kind by half.',
  method_second:
    'Applicability looks at what people asked an assistant for in 2024, and how well it went; its highest figure of all occupations is {highest}, so it is read by place, not by length.',
  method_differ:
    'The first asks what could be done, the second what was done. Neither looks at prices, laws, customers or Pakistan; both describe occupations in the United States.',
  method_tasks:
    'The tasks are described by us, and so is the split between them; the studies rated tasks of their own.',
  source_first: 'Eloundou, Manning, Mishkin, Rock: GPTs are GPTs (2023)',
  source_second: 'Tomlinson, Jaffe, Wang, Counts, Suri: Working with AI (2025)',
  tasks_of: 'The tasks behind {service}',
  tasks_more: 'More exposed',
  tasks_less: 'Less exposed',
  tracks_title: 'Where you can go from here',
  tracks_lead:
    'Tracks that lead on from what you do now, each with the reason, what you bring along and what is missing.',
  tracks_none_title: 'No track leads on from here yet',
  tracks_none_body:
    'Training partners publish tracks here. Until one fits your work, these roles of a deployment team come nearest to it.',
  track_hours: '{hours, plural, one {one hour} other {# hours}}',
  track_from: 'Its authors wrote it for people who come from {services}.',
  track_skills: 'You bring {have, number} of its {all, number} skills.',
  track_role:
    'You bring {count, plural, one {one skill that helps} other {# skills that help}} in the role it leads to.',
  track_open:
    'It asks for nothing beforehand. You bring none of its {all, number} skills yet: the way is longer.',
  have: 'You bring along',
  missing_count: '{count, plural, one {One skill is missing} other {# skills are missing}}',
  brings_note:
    'What you bring along is read from your services and, when you are signed in, from the skills on your profile.',
  open_track: 'Open the track',
  change_title: 'Change what you entered',
  keep_title: 'Keep it, or show it to somebody',
  keep_lead:
    'This page is computed from its address and stored nowhere. Both of these store the services and their shares with the date; neither stores what you typed.',
  share_action: 'Make a link to share',
  share_note:
    'Whoever has the link can read the result until you delete it. It shows no name. You get a second link that deletes it.',
  share_note_signed_in:
    'Whoever has the link can read the result until you delete it. It shows no name. You can delete it in your settings.',
  keep_action: 'Keep on my account',
  keep_note: 'Only you can see it, in your settings.',
  keep_sign_in: 'Sign in to keep it on your account',
  shared_title: 'An exposure check',
  shared_lead: 'Somebody shared this result. It was made on {date}, and names nobody.',
  shared_again: 'Make your own check',
  made_title: 'Your link is ready',
  made_lead:
    'Keep this page, or its address: it is the only way to delete the link without an account.',
  made_share: 'To share: anybody who has it can read the result',
  made_delete: 'To delete: keep this one to yourself',
  made_open: 'Open the shared page',
  delete_action: 'Delete the shared result',
  delete_sentence: 'The link stops working at once, for everybody. This cannot be undone.',
  deleted: 'The shared result is deleted.',
  kept: 'The check is on your account.',
  settings_title: 'Exposure checks',
  settings_lead: 'What you kept for yourself, and what you shared by a link.',
  settings_none_title: 'You have kept no check',
  settings_none_body:
    'A check says how exposed the services that you sell are, and where you can go from there. You choose what is kept.',
  settings_new: 'Make a check',
  kept_private: 'Kept for you alone',
  kept_shared: 'Shared by a link',
  kept_on: 'Made on {date}',
  open_kept: 'Open',
  delete_own: 'Delete',
  delete_own_sentence: 'The check is deleted, and a link to it stops working at once.',
  choose_known: 'Choose from all services',
  role_more:
    '{count, plural, one {One more skill belongs to this role} other {# more skills belong to this role}}',
}
