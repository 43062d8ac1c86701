import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sealingExample } from '~/domain/outcomes/datasets/sealing-example.server'

const guide = readFileSync(new URL('../../../docs/guides/sealed-data.md', import.meta.url), 'utf8')

const hash = (...parts: (Buffer | string)[]) => {
  const sum = createHash('sha256')
  for (const part of parts) sum.update(part)
  return sum.digest()
}

/** The recipe of the guide, with nothing of ours. */
const key = Buffer.from(Array.from({ length: 32 }, (_, at) => at))
const salt = (part: string, row: number) =>
  createHmac('sha256', key).update(`${part}:${row}`).digest()
const rows = [
  ['{"text":"where is it"}', '{"canary":false,"label":"delivery"}'],
  ['{"text":"paid twice"}', '{"canary":false,"label":"billing"}'],
  ['{"text":"café fermé"}', '{"canary":true,"group":"c-7","label":"billing"}'],
].map(([features = '', label = ''], index) => {
  const [featuresSalt, labelSalt] = [salt('features', index + 1), salt('label', index + 1)]
  const [featuresHash, labelHash] = [hash(featuresSalt, features), hash(labelSalt, label)]
  const leaf = hash(Buffer.of(0), featuresHash, labelHash)
  return { features, label, featuresSalt, labelSalt, featuresHash, labelHash, leaf }
})
const [one, two, three] = rows.map(({ leaf }) => leaf) as [Buffer, Buffer, Buffer]
const node = hash(Buffer.of(1), one, two)
const root = hash(Buffer.of(1), node, three)

describe('the guide to sealed data', () => {
  it('shows the numbers that its recipe gives', () => {
    for (const row of rows) {
      for (const value of Object.values(row)) {
        expect(guide).toContain(`\`${typeof value === 'string' ? value : value.toString('hex')}\``)
      }
    }
    expect(guide).toContain(node.toString('hex'))
    expect(guide).toContain(root.toString('hex'))
  })

  it('describes what the platform does: its own code comes to the same', async () => {
    const example = await sealingExample()
    expect(example.root).toBe(root.toString('hex'))
    expect(example.node).toBe(node.toString('hex'))
    expect(example.rows.map(({ leaf }) => leaf)).toEqual(
      rows.map(({ leaf }) => leaf.toString('hex')),
    )
    expect(example.rows.map(({ labelJson }) => labelJson)).toEqual(rows.map(({ label }) => label))
  })
})
