import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { trainNaiveBayes } from './naive-bayes'

/*
 * A classifier that is trained when it starts, on a file of JSON lines { text, label }, and answers
 * POST { text } with { label } on loopback. It knows nothing of Samar. Prints its address.
 */
const [file = ''] = process.argv.slice(2)
const rows = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as { text: string; label: string })
const model = trainNaiveBayes(rows)

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const reply = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  try {
    const { text } = JSON.parse(Buffer.concat(chunks).toString()) as { text?: unknown }
    if (typeof text !== 'string') return reply(400, { error: 'text is missing' })
    reply(200, { label: model.classify(text) })
  } catch {
    reply(400, { error: 'send a JSON object' })
  }
})
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/classify`)
})
