import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { type Criterion, criterionSentence } from '~/domain/outcomes/criteria/criterion'
import { validateCriterion } from '~/domain/outcomes/criteria/validate-criterion'
import { DatasetInvalid, datasetProblemMessage } from '~/domain/outcomes/datasets/dataset-problem'
import { parseDataset } from '~/domain/outcomes/datasets/parse-dataset'
import { sealDataset } from '~/domain/outcomes/datasets/seal-dataset.server'
import { registerEndpoint } from '~/domain/outcomes/endpoints/register-endpoint.server'
import { builtReplay, evidenceZip } from '~/domain/outcomes/evidence/evidence-zip.server'
import { latestVerdict } from '~/domain/outcomes/queries.server'
import { runEvaluation } from '~/domain/outcomes/runs/run-evaluation.server'
import { startEvaluation } from '~/domain/outcomes/runs/start-evaluation.server'
import { closeDatabase, database, inTransaction } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { translator } from '~/platform/languages/translator'
import { setSetting } from '~/platform/settings.server'

const t = translator('en')

const options = {
  data: { type: 'string' },
  columns: { type: 'string' },
  label: { type: 'string', default: 'label' },
  training: { type: 'string' },
  holdout: { type: 'string' },
  endpoint: { type: 'string' },
  metric: { type: 'string', default: 'f1' },
  class: { type: 'string' },
  target: { type: 'string', default: '0.9' },
  rows: { type: 'string', default: '1000' },
  rate: { type: 'string', default: '500' },
  evidence: { type: 'string' },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

/** The file's bytes, behind a first line of names where the file has none of its own. */
async function* bytesOf(path: string, columns: string | undefined): AsyncGenerator<Uint8Array> {
  if (columns) yield Buffer.from(`${columns.split(',').join('\t')}\n`)
  yield* createReadStream(path) as AsyncIterable<Uint8Array>
}

/**
 * Divides a labelled file: three rows in five to train on, the others held out. Which is which
 * follows from a hash of the row's number, so it is the same every time.
 */
async function split(values: Values): Promise<string> {
  const { data = '', columns, label = 'label' } = values
  const file = parseDataset(bytesOf(data, columns), {
    labelColumn: label,
    fileName: basename(data),
  })
  const training = createWriteStream(values.training ?? '')
  const holdout = createWriteStream(values.holdout ?? '')
  const counts = { training: 0, holdout: 0 }
  for await (const row of file.rows) {
    const chance = createHash('sha256').update(String(row.number)).digest().readUInt16BE(0)
    const part = chance % 5 < 3 ? 'training' : 'holdout'
    counts[part] += 1
    const text = Object.values(row.features).map(String).join(' ')
    const line = JSON.stringify({ text, label: row.label })
    const stream = part === 'training' ? training : holdout
    if (!stream.write(`${line}\n`)) await once(stream, 'drain')
  }
  const { problems, problemCount } = file.result()
  if (problemCount > 0) throw new DatasetInvalid(problems, problemCount)
  await Promise.all(
    [training, holdout].map((stream) => {
      stream.end()
      return once(stream, 'finish')
    }),
  )
  return `${counts.training} rows to train on, ${counts.holdout} held out.`
}

const at = new Date()
const by = 'per_evaluate'
const reference = 'mil_evaluate'
const contractReference = 'con_evaluate'

type Sealed = Awaited<ReturnType<typeof sealDataset>>

function sealHoldout(values: Values): Promise<Sealed> {
  return inTransaction((tx) =>
    sealDataset(tx, {
      reference: 'brf_evaluate',
      organisationId: 'org_evaluate',
      source: bytesOf(values.holdout ?? '', undefined),
      fileName: 'holdout.jsonl',
      labelColumn: 'label',
      publishSample: true,
      workloadClass: 'open',
      at,
      by,
    }),
  )
}

/** @throws Error with a sentence for each thing that is wrong with what was asked. */
function criterionFrom(values: Values, { report }: Sealed): Criterion {
  const labels = report.labels.kind === 'class' ? report.labels.counts : []
  const checked = validateCriterion(
    {
      metric: values.metric,
      averaging: values.class ? 'class' : 'macro',
      positiveClass: values.class,
      target: values.target,
      sampleSize: values.rows,
      attempts: 1,
    },
    { labelKind: 'class', labels: labels.map(({ label }) => label) },
  )
  if (checked.ok) return checked.criterion
  const problems = checked.problems.map(({ problem, least = 0 }) =>
    t(`outcome.criterion_${problem}`, { least }),
  )
  throw new Error(problems.join('\n'))
}

function startRun(values: Values, dataset: Sealed, criterion: Criterion): Promise<string> {
  const key = 'evaluationRate'
  return inTransaction(async (tx) => {
    await setSetting(tx, { key, value: Number(values.rate), effectiveAt: new Date(0), by })
    const { endpointId } = await registerEndpoint(tx, {
      reference,
      url: values.endpoint ?? '',
      headers: [],
      requestTemplate: '{"text":"{{text}}"}',
      answerPointer: '/label',
      columns: dataset.columns,
      at,
      by,
    })
    const { evaluationId } = await startEvaluation(tx, {
      ...{ reference, contractReference, endpointId, at, by },
      datasetId: dataset.datasetId,
      criteria: [criterion],
    })
    return evaluationId
  })
}

/** Seals the held-out rows, measures the endpoint on them, and writes the parties' evidence. */
async function measure(values: Values): Promise<string> {
  const dataset = await sealHoldout(values)
  const evaluationId = await startRun(values, dataset, criterionFrom(values, dataset))
  const { state } = await runEvaluation(database(), { evaluationId, at: new Date() })
  const verdict = await latestVerdict(database(), reference)
  if (!verdict) throw new Error(`The run came to nothing: ${state}.`)
  const zip = evidenceZip(database(), {
    ...{ contractReference, audience: 'party', ended: [reference] },
    origin: env().APP_ORIGIN,
    program: await builtReplay(),
    at: new Date(),
  })
  await pipeline(zip, createWriteStream(values.evidence ?? ''))
  return said(verdict.body)
}

function said(body: NonNullable<Awaited<ReturnType<typeof latestVerdict>>>['body']): string {
  const lines = body.results.flatMap((result) => {
    const { key, values } = criterionSentence(result.criterion)
    const show = (value: number | null) => (value === null ? 'no bound' : value.toFixed(4))
    return [
      t(key, values).replaceAll(/[\u2068\u2069]/g, ''),
      `${t(`status.${result.outcome}`)}: ${show(result.estimate)} [${show(result.lower)}, ${show(result.upper)}] on ${result.n} rows; ${t('outcome.baseline')}: ${show(result.baseline)}`,
      t(`outcome.reason_${result.reason}`),
    ]
  })
  const { rows, consistency, service } = body
  return [
    ...lines,
    `${rows.answered} of ${rows.asked} answered; ${consistency.same} of ${consistency.pairs} asked twice the same; p50 ${service.p50Ms} ms, p99 ${service.p99Ms} ms`,
  ].join('\n')
}

/** `split` divides a file, `measure` measures an endpoint on the part that was held out. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const work = positionals[0] === 'split' ? split : measure
  try {
    console.log(await work(values))
    return 0
  } catch (error) {
    if (!(error instanceof DatasetInvalid)) throw error
    for (const problem of error.problems) {
      const { key, values: facts } = datasetProblemMessage(problem)
      console.error(t(key, facts).replaceAll(/[\u2068\u2069]/g, ''))
    }
    return 1
  }
}

main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    return 1
  })
  .then(async (code) => {
    await closeDatabase()
    process.exit(code)
  })
