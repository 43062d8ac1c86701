const namespace = 'https://purl.imsglobal.org/ob/v3p0'

/** Inside CDATA only its end would be read as something else; JSON can write that letter otherwise. */
const inCdata = (json: string) => json.replaceAll(']]>', ']]\\u003e')

/** Writes a signed credential as JSON into an SVG that has none. */
export function bakeSvg(svg: string, json: string): string {
  const element = `<openbadges:credential xmlns:openbadges="${namespace}"><![CDATA[${inCdata(json)}]]></openbadges:credential>`
  const open = /<svg\b[^>]*>/.exec(svg)
  if (!open) throw new Error('not an SVG')
  const end = open.index + open[0].length
  return `${svg.slice(0, end)}${element}${svg.slice(end)}`
}

export type SvgText =
  | { ok: true; text: string }
  | { ok: false; problem: 'no_credential' | 'several' | 'declares_entities' }

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}
const plain = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '')

/**
 * The credential in an SVG, found as text: nothing of the picture is built, run or fetched. A document
 * type is refused, since it could declare entities.
 */
export function readBakedSvg(svg: string): SvgText {
  if (/<!(doctype|entity)/i.test(svg)) return { ok: false, problem: 'declares_entities' }
  if (!svg.includes(namespace)) return { ok: false, problem: 'no_credential' }
  const starts = [...svg.matchAll(/<(?:[A-Za-z_][\w.-]*:)?credential(?=[\s/>])/g)]
  const [first, second] = starts
  if (!first) return { ok: false, problem: 'no_credential' }
  if (second) return { ok: false, problem: 'several' }
  const end = svg.indexOf('>', first.index)
  const tag = svg.slice(first.index, end + 1)
  const jwt = /\bverify\s*=\s*["']([\w.-]+)["']/.exec(tag)?.[1]
  if (jwt) return { ok: true, text: jwt }
  const close = svg.indexOf('</', end)
  const cdata = svg.slice(end + 1).match(/^\s*<!\[CDATA\[/)
  if (cdata) {
    const from = end + 1 + cdata[0].length
    const to = svg.indexOf(']]>', from)
    return to < 0
      ? { ok: false, problem: 'no_credential' }
      : { ok: true, text: svg.slice(from, to) }
  }
  if (end < 0 || close < 0) return { ok: false, problem: 'no_credential' }
  return { ok: true, text: plain(svg.slice(end + 1, close)) }
}
