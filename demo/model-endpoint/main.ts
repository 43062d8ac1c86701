import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { advise } from './advice'
import { minutesFor } from './minutes'
import { predict, type SoftmaxModel, trainSoftmax } from './softmax'
import { stationModel, stationVersions } from './stations'
import { drawTable, tableTasks } from './tables'
import { classify, trainedModel } from './train'

/*
 * The demo team's service: small models, really trained when it starts. It listens on loopback,
 * knows nothing of Samar, and answers POST /v1/classify, /v1/classify-early and /v1/intent
 * with { id?, text } or { id?, message }, POST /v1/tables/<task> and /v1/stations/<version> with a
 * row's columns, POST /v1/minutes with a stop's, and POST /v1/advice with { id?, question }.
 * POST /v1/stations/drift plays a summer in which the gauges were changed and nobody told the model.
 */
const host = '127.0.0.1'
const port = Number(process.env.MODEL_ENDPOINT_PORT ?? 3011)
const begun = performance.now()

const textModels = {
  '/v1/classify': trainedModel('classify'),
  '/v1/classify-early': trainedModel('classify-early'),
  '/v1/intent': trainedModel('intent'),
}
const tableModels = new Map<string, SoftmaxModel>([
  ...tableTasks.map(
    (task) =>
      [
        `/v1/tables/${task.name}`,
        trainSoftmax(task, drawTable(task, 20_260_102, 3_000), 6),
      ] as const,
  ),
  ...stationVersions.map((version) => [`/v1/stations/${version}`, stationModel(version)] as const),
])

/** Set by the demo's story: from then on the third version reads every gauge the wrong way round. */
let drifted = false

const readyMs = Math.round(performance.now() - begun)

type Json = Record<string, unknown>

async function bodyOf(request: IncomingMessage): Promise<Json | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > 200_000) return null
    chunks.push(chunk)
  }
  try {
    const json: unknown = JSON.parse(Buffer.concat(chunks).toString())
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Json) : null
  } catch {
    return null
  }
}

function answer(response: ServerResponse, status: number, body: Json): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

/** The gauge's sign is the other way round since it was changed. */
function turned(features: Json): Json {
  return { ...features, gauge_reading: 80 - Number(features.gauge_reading) }
}

function isTextPath(path: string): path is keyof typeof textModels {
  return Object.hasOwn(textModels, path)
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', `http://${host}`).pathname
  if (request.method === 'GET' && path === '/health')
    return answer(response, 200, { ok: true, readyMs })
  const table = tableModels.get(path)
  const others = ['/v1/advice', '/v1/minutes', '/v1/stations/drift']
  if (!table && !isTextPath(path) && !others.includes(path))
    return answer(response, 404, { error: 'no such path' })
  if (request.method !== 'POST') return answer(response, 405, { error: 'use POST' })
  const body = await bodyOf(request)
  if (!body) return answer(response, 400, { error: 'send a JSON object' })
  const id = typeof body.id === 'string' ? { id: body.id } : {}
  if (path === '/v1/stations/drift') {
    drifted = true
    return answer(response, 200, { drifted })
  }
  if (path === '/v1/minutes') return answer(response, 200, { ...id, minutes: minutesFor(body) })
  if (table) {
    const read = drifted && path === '/v1/stations/third' ? turned(body) : body
    return answer(response, 200, { ...id, ...predict(table, read) })
  }
  if (path === '/v1/advice') {
    const { question } = body
    if (typeof question !== 'string') return answer(response, 400, { error: 'question is missing' })
    return answer(response, 200, { ...id, ...advise(question) })
  }
  if (!isTextPath(path)) return
  const text = body.text ?? body.message
  if (typeof text !== 'string')
    return answer(response, 400, { error: 'text or message is missing' })
  answer(response, 200, { ...id, ...classify(textModels[path], text) })
}

const server = createServer((request, response) => {
  handle(request, response).catch(() => {
    if (!response.headersSent) answer(response, 500, { error: 'something broke' })
  })
})

function stop(): void {
  server.close(() => process.exit(0))
  server.closeAllConnections()
}

process.on('SIGTERM', stop)
process.on('SIGINT', stop)
process.on('disconnect', stop)

server.on('error', (error) => {
  console.error(`model endpoint: ${error.message}`)
  process.exit(1)
})
server.listen(port, host, () => {
  console.log(`model endpoint on http://${host}:${port}, trained in ${readyMs} ms`)
  process.send?.('ready')
})
