export const tour = {
  title: 'A tour of the practice copy',
  lead: 'Everything below is invented, but nothing is faked: the model runs, the rows are sent, the book adds up. Sign in as one of these people and follow the steps. Nothing you do here can hurt.',
  personas_title: 'Who you can be',
  personas_lead: 'One press signs you in, also when you are somebody else already.',
  no_personas:
    'The demo has not been filled yet. Start Samar once with its seed; then the people are here.',
  email: 'Address',
  password: 'Password',
  walk_title: 'The main walk',
  walk_lead:
    'From a brief to money in a member’s account. Half an hour if you read, five minutes if you click.',
  as_anyone: 'Without signing in',
  as_client: 'As the client',
  as_client_abroad: 'As a client from abroad',
  as_client_farm: 'As a client with twelve stations',
  as_client_paying: 'As a client who pays',
  as_freelancer: 'As the team lead',
  as_rater: 'As a rater',
  as_newcomer: 'As a newcomer',
  as_member: 'As a member',
  as_operator: 'As the operator',
  as_partner: 'As the training partner',
  as_learner: 'As a learner',
  as_author: 'As an author of tracks',
  as_reviewer: 'As a reviewer',
  as_second_reviewer: 'As another reviewer',
  as_funder: 'As the funder',
  step_brief: 'Read a brief: what is asked, how it will be measured, the seal of the data.',
  step_verdict: 'Open a verdict. See the target, the interval, and what anybody may check.',
  step_turn: 'Open “Your turn”. What waits for you stands first, with its deadline.',
  step_proposal:
    'Answer an open brief with a proposal: milestones, price, shares that add up to 100 %.',
  step_accept_proposal:
    'Compare the two proposals for your second mailbox and accept one. Terms are drawn up from it.',
  step_sign:
    'The client has signed. Read the terms and sign for your team with your name: Ayesha Khan.',
  step_fund:
    'Complete the payment of a milestone. The payment page belongs to the simulator; its test card is 4242 4242 4242 4242.',
  step_submit:
    'An early model missed its target. Register the better one: end the address with /v1/classify, try it on five open rows, then hand in.',
  step_watch: 'Watch the measurement run, then read its verdict.',
  step_accept:
    'Read what was measured and accept the milestone. The held money leaves in one stroke.',
  step_statement: 'See your share arrive, with a line for every deduction.',
  step_clock:
    'Or stay silent: type npm run clock -- +14d in the terminal, and see the deadline accept.',
  step_desk: 'Open the operator desk: people, contracts, jobs, mail, settings.',
  step_mailbox: 'Read the mails that went out in the practice mailbox.',
  learning_title: 'From exposed work to paid work',
  learning_lead:
    'How somebody whose gigs are being automated finds out where they stand, learns what a team needs, proves it, and is found.',
  step_exposure: 'Check how far a service is exposed to automation, without an account.',
  step_track: 'Open a track and read its first lesson; it ships no script.',
  step_resume: 'Go on where you stopped, and start a quiz.',
  step_exercise:
    'The first try missed its target. Take the rows again, or register an address, and be measured by the same engine as contracts.',
  step_review: 'Mark a capstone by its rubric. The other reviewer’s marks stay hidden from you.',
  step_appeal: 'A learner appeals against a result. Read the work and decide.',
  step_funnel: 'See how far learners get, where they stop, and who was paid afterwards.',
  step_author: 'Start the next version of a track, and write in it.',
  step_credential: 'Open a graduate’s credential: two proofs, five checks, a code to scan.',
  step_verify: 'Verify a credential of any issuer: an address, a file, or pasted text.',
  offers_title: 'An outcome that is sold again',
  offers_lead:
    'A team that has delivered once writes down what it promises, and sells it at a fixed price.',
  step_offer:
    'Read an offer: what is promised, how it is measured, what you provide, what it costs.',
  step_order: 'Order one of its tiers. The contract is filled in from the offer.',
  step_inputs: 'The team still misses one thing. Hand it in: the weeks begin when it is confirmed.',
  step_sell: 'Begin an offer of your own team.',
  measuring_title: 'Measuring, from near',
  measuring_lead:
    'What happens when a system is not good enough yet, when people have to judge, and after the money has gone out.',
  step_attempts:
    'Three attempts at one promise: missed, undecided, met. Read why stations are counted together.',
  step_claim:
    'The system was changed after it was paid for. It was measured again, and a claim opened by itself.',
  step_status:
    'Look at a service that Samar asks every second, for the first ten minutes after a start.',
  step_rate:
    'Mark 24 answers to wheat growers on two things, without seeing the other rater’s marks. Then hand in, and a verdict follows.',
  step_object:
    'Read the no-show figures that were reported, with the file behind them. You have five business days to object.',
  step_measuring: 'Read what a measurement sends, and how a system can tell that it is genuine.',
  models_title: 'Addresses of the demo team’s models',
  models_lead:
    'Each is a small model that was really trained when Samar started. Register one as the endpoint of a milestone: messages, appointments, fruit, invoices, minutes of a stop, growers’ questions, twelve stations.',
  aside_title: 'Also worth a look',
  aside_language: 'Change the language at the top: the whole copy turns round.',
  aside_script: 'Turn JavaScript off in your browser. Every step above still works.',
  aside_phone: 'Open it on a phone, or make the window narrow.',
} as const
