import { describe, expect, it } from 'vitest'
import {
  isPointer,
  parseAnswer,
  parseTemplate,
  renderRequest,
  resolvePointer,
} from '~/domain/outcomes/request-template'

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

describe('an answer', () => {
  it('is found by an RFC 6901 pointer', () => {
    const json = { 'a/b': { 'm~n': [10, { label: 'x' }] }, '': 5 }
    expect(resolvePointer(json, '')).toBe(json)
    expect(resolvePointer(json, '/a~1b/m~0n/1/label')).toBe('x')
    expect(resolvePointer(json, '/a~1b/m~0n/01')).toBeUndefined()
    expect(resolvePointer(json, '/')).toBe(5)
    expect(resolvePointer(json, '/constructor')).toBeUndefined()
    expect(resolvePointer([1], '/length')).toBeUndefined()
    expect(isPointer('/a~1b')).toBe(true)
    for (const bad of ['label', '/a~', '/a~2', '$.label']) expect(isPointer(bad)).toBe(false)
  })

  it('is a text, a number or a truth value; anything else is named', () => {
    expect(parseAnswer('{"label":" urgent "}', '/label')).toEqual({ ok: true, output: 'urgent' })
    expect(parseAnswer('{"label":1}', '/label')).toEqual({ ok: true, output: '1' })
    expect(parseAnswer('true', '')).toEqual({ ok: true, output: 'true' })
    expect(parseAnswer('{"label":"a\\u0000b"}', '/label')).toEqual({ ok: true, output: 'ab' })
    expect(parseAnswer('<html>', '/label')).toEqual({ ok: false, problem: 'not_json' })
    expect(parseAnswer('{}', '/label')).toEqual({ ok: false, problem: 'answer_missing' })
    expect(parseAnswer('{"label":null}', '/label')).toEqual({
      ok: false,
      problem: 'answer_missing',
    })
    expect(parseAnswer('{"label":{}}', '/label')).toEqual({ ok: false, problem: 'answer_not_text' })
    expect(parseAnswer(JSON.stringify({ label: 'a'.repeat(201) }), '/label')).toEqual({
      ok: false,
      problem: 'answer_too_long',
    })
  })
})
