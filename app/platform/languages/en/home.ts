export const home = {
  title: 'Samar: outcomes, measured and paid',
  description:
    'Teams deliver AI systems for a fixed price. The money is held, and released when the outcome has been measured.',
  promise_1: 'A team delivers the outcome.',
  promise_2: 'Samar measures it.',
  promise_3: 'Then the money moves.',
  lead: 'A client writes down what must be true at the end, in numbers. The price is held until a measurement on data the team has never seen says that it is. Every member of the team is then paid directly.',
  read_briefs: 'Read the open briefs',
  begin_person: 'Join as a person',
  take_tour: 'Take the tour',
  how_title: 'From brief to paid, in five steps',
  step_1_title: 'The client says what must be true',
  step_1_body:
    'A brief holds two or more criteria that can be measured, a budget, and a sealed dataset. The seal is public; the rows are not.',
  step_2_title: 'A team answers with a price',
  step_2_body:
    'The proposal names milestones, what each costs, and which share each member gets. Both sides sign the same text.',
  step_3_title: 'The money is held',
  step_3_body:
    'The client pays the milestone before work begins. Neither side can move it alone; both see where it is.',
  step_4_title: 'Samar measures',
  step_4_body:
    'The team hands in a running system. Samar sends it the sealed rows, counts, and signs a verdict with its margin of error.',
  step_5_title: 'Acceptance releases the money',
  step_5_body:
    'The fee, the part kept for the warranty and each member’s share are booked in one stroke. If the client stays silent on a met verdict, the deadline accepts.',
  example: 'An example with invented figures',
  example_title: 'What a verdict looks like',
  example_lead:
    'The criterion asked for F1 on “urgent” of at least 0.92, on 600 sealed rows. The first attempt straddled the target. The second lies clear above it, with its whole interval: that is what “met” means here.',
  example_criterion: 'F1 for “urgent”',
  example_flow_title: 'And what it sets in motion',
  example_flow_lead:
    'Two funders held 12,000 dollars. Acceptance sends it on: ten per cent to the platform, ten per cent kept for thirty days of warranty, the rest to three people by the shares that they signed.',
  funder_1: 'Hannover Logistics',
  funder_2: 'Regional digital fund',
  member_1: 'Ayesha Khan',
  member_2: 'Bilal Ahmed',
  member_3: 'Zeynep Demir',
  role_1: 'Lead',
  role_2: 'Model engineer',
  role_3: 'Evaluation',
  for_title: 'Who it is for today',
  for_freelancer: 'Freelancers',
  for_freelancer_body:
    'Your hours are being priced down. Here you sell a result together with others: your share stands in the contract, the money comes to your own account, and each verdict stays in your portfolio.',
  for_freelancer_link: 'See the teams',
  for_client: 'Clients',
  for_client_body:
    'You pay for what you can check. The criterion decides, not a demonstration; you see the same count as the team, and anybody can verify the signature.',
  for_client_link: 'See how briefs are written',
  for_partner: 'Training partners',
  for_partner_body:
    'You publish your courses as tracks, or bring them from your own system. What learners hand in is measured or marked blind, credentials verify anywhere, and you see who was paid for work afterwards.',
  for_partner_link: 'See the tracks',
  for_funder: 'Funders',
  for_funder_body:
    'You see what a milestone cost and what was measured. Paying one milestone from several purses is being built and cannot be used yet.',
  for_funder_link: 'Read a verdict',
  proof_title: 'Check it yourself',
  verdicts_title: 'Verdicts in the open',
  verdicts_lead:
    'Delivered milestones whose teams show them. Each verdict can be checked without an account.',
  verdicts_empty: 'Nothing has been delivered yet',
  verdicts_empty_body:
    'The first verdict stands here as soon as a milestone has been measured, accepted and paid out.',
  verdict_by: '{team} for {client}',
  proof_body:
    'Verdicts are public. Each one carries its criteria, the interval, the seal of the data and a signature that you can verify without an account.',
} as const
