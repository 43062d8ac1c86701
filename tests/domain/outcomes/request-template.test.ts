import { describe, expect, it } from 'vitest'
import {
  parseTemplate,
  renderBatch,
  renderRequest,
} from '~/domain/outcomes/endpoints/request-template'

const columns = ['text', 'channel']
const row = { id: 'r1', features: { text: 'say "hi"\n{{channel}}', channel: 'app' } }

function rendered(text: string) {
  const parsed = parseTemplate(text, columns)
  if (!parsed.ok) throw new Error(parsed.problem)
  return JSON.parse(renderRequest(parsed.template, row))
}

describe('a request template', () => {
  it('puts values in as JSON, so that a row can neither break nor extend the request', () => {
    expect(rendered('{"id":"{{id}}","input":{"t":"{{ text }}"},"n":1}')).toEqual({
      id: 'r1',
      input: { t: 'say "hi"\n{{channel}}' },
      n: 1,
    })
    expect(rendered('{"row":"{{features}}"}')).toEqual({ row: row.features })
    expect(rendered('["From {{channel}}: {{text}}"]')).toEqual(['From app: say "hi"\n{{channel}}'])
  })

  it('keeps the type of a value that stands alone, and writes it as text inside a text', () => {
    const features = { n: 2.5, ok: false, none: null, list: [1, { k: 'v' }], text: 'x' }
    const parsed = parseTemplate(
      '{"n":"{{n}}","ok":"{{ok}}","none":"{{none}}","list":"{{list}}","all":"{{features}}","say":"{{n}}|{{ok}}|{{none}}|{{list}}|{{text}}"}',
      Object.keys(features),
    )
    if (!parsed.ok) throw new Error(parsed.problem)
    expect(JSON.parse(renderRequest(parsed.template, { id: 'r1', features }))).toEqual({
      n: 2.5,
      ok: false,
      none: null,
      list: [1, { k: 'v' }],
      all: features,
      say: '2.5|false||[1,{"k":"v"}]|x',
    })
  })

  it('is refused when it is no JSON, has no place for a row, or names a column that is not there', () => {
    expect(parseTemplate('{', columns)).toMatchObject({ problem: 'not_json' })
    expect(parseTemplate('{"id":"{{id}}"}', columns)).toMatchObject({ problem: 'no_placeholder' })
    expect(parseTemplate('{"x":"{{label}}"}', columns)).toMatchObject({
      problem: 'column_unknown',
      column: 'label',
    })
    expect(parseTemplate(`{"x":"{{text}}${'a'.repeat(10_000)}"}`, columns)).toMatchObject({
      problem: 'too_large',
    })
  })
})

describe('a template for several rows', () => {
  const batch = (text: string, names = columns) => parseTemplate(text, names, 'batch')

  it('has one place, which becomes the list of rows', () => {
    const parsed = batch('{"task":"sort","in":{"rows":"{{ rows }}"}}')
    if (!parsed.ok) throw new Error(parsed.problem)
    const rows = [row, { id: 'r2', features: { text: '', channel: 'sms' } }]
    expect(JSON.parse(renderBatch(parsed.template, rows))).toEqual({
      task: 'sort',
      in: {
        rows: [
          { id: 'r1', ...row.features },
          { id: 'r2', text: '', channel: 'sms' },
        ],
      },
    })
  })

  it('is refused without that place, with it inside a text, or with other places', () => {
    for (const text of ['{"a":1}', '{"a":"rows: {{rows}}"}', '{"a":"{{rows}}","b":"{{text}}"}']) {
      expect(batch(text)).toEqual({ ok: false, problem: 'rows_missing' })
    }
    expect(batch('{"a":"{{rows}}"}', ['id', 'text'])).toEqual({ ok: false, problem: 'id_column' })
    expect(batch('[')).toMatchObject({ problem: 'not_json' })
    // One row a request has no list to put in.
    expect(parseTemplate('{"a":"{{rows}}"}', columns)).toMatchObject({ problem: 'column_unknown' })
  })
})
