import type { ExportEvidence } from './evidence-export.server'

type Facts = Pick<ExportEvidence, 'audience' | 'contractReference'> & {
  readonly origin: string
  readonly at: Date
}

const forParties = `This is the PARTY FILE. It belongs to the client and the team of the contract: besides what
everybody may read it holds the draw of rows, every answer with its time, and, for each milestone
whose attempts have ended, the labels, the raters' marks and the reported figures. Keep it: when
the client's data are deleted, labels can no longer be exported, and this copy still replays.`

const forAll = `This is the PUBLIC FILE. There is no feature, label, answer or mark of a row in it. What was kept
back is committed to by hashes, so it cannot be changed later without being noticed.`

/** What to do with the zip, in plain words, for somebody who has nothing else. */
export function evidenceReadme({ audience, contractReference, origin, at }: Facts): string {
  return `Evidence of the contract ${contractReference}
written ${at.toISOString()} by ${origin}

${audience === 'party' ? forParties : forAll}

HOW TO REPLAY A VERDICT

You need Node.js 20 or later, and nothing else: no account, no network, no database.

  node replay.mjs evidence.jsonl

It says of each verdict

  same       every number was computed again from the evidence and equals what was signed
  holds      all that can be checked with this file holds; labels, marks or figures are not in it
  different  something was changed, left out or put in; the check that fails is marked NO, with
             the line of evidence.jsonl or the number that differs

and ends with exit code 0, or 1 when anything is different, or 2 when the file is no evidence.

To depend on no key in this zip, fetch the keys yourself and compare:

  ${origin}/verdicts/keys.json
  node replay.mjs evidence.jsonl --keys keys.json

WHO CAN CHECK WHAT

  check                                                  public file   party file
  signature of every verdict                             yes           yes
  evidence chain, from its first entry                   yes           yes
  rows belong to the dataset that was committed to       yes           yes
  no row was used twice                                  yes           yes
  probes are those that were measured                    yes           yes
  rows were drawn as the terms say                       no            yes
  answers are those that were sealed                     no            yes
  labels, marks, figures are those committed to          no            yes, once attempts have ended
  all numbers and the decision, computed again           if they rest  yes, once attempts have ended
                                                         on probes only

WHAT IS IN THE ZIP

  evidence.jsonl         the evidence, one JSON value a line
  keys.json              the public keys that verdicts are signed with (JWK set)
  replay.mjs             the replay: one file, to be read before it is run
  events.json            runs and verdicts as CloudEvents 1.0
  criteria.openslo.yaml  criteria about a service as OpenSLO v1, where there are any
  README.txt             this text
`
}
