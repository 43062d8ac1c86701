/** HTML that needs no further escaping. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | null | undefined | Html | Part[]

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function written(part: Part): string {
  if (part === null || part === undefined) return ''
  if (part instanceof Html) return part.text
  if (Array.isArray(part)) return part.map(written).join('')
  return String(part).replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter)
}

/** A template whose values are escaped. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.map((string, index) => string + written(parts[index])).join(''))
}

const STYLE = `
:root { color-scheme: light dark; --paper: #fbf9f4; --raised: #fff; --ink: #1b1d1f; --quiet: #5b5f63;
  --line: #ddd8cc; --accent: #0e5b49; --on-accent: #fff; --signal: #8a5300; --signal-paper: #fdf1dc; --lost: #a32a1c; }
@media (prefers-color-scheme: dark) { :root { --paper: #14161a; --raised: #1c1f25; --ink: #ece9e2;
  --quiet: #a7a49c; --line: #34383f; --accent: #5fc3a6; --on-accent: #10231d; --signal: #f0b65a; --signal-paper: #2b2417; --lost: #f0897b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 'Inter Variable', Inter, system-ui, sans-serif; }
.banner { background: var(--signal-paper); color: var(--signal); padding: 8px 16px; font-size: 15px;
  text-align: center; border-bottom: 1px solid var(--line); }
main { max-width: 480px; margin: 0 auto; padding: 32px 16px 64px; }
main.wide { max-width: 1100px; }
h1 { font-size: 21px; line-height: 1.3; margin: 0 0 4px; } h2 { font-size: 17px; margin: 32px 0 8px; }
.amount { font-size: 36px; line-height: 1.2; font-variant-numeric: tabular-nums; margin: 8px 0 4px; }
.quiet { color: var(--quiet); font-size: 15px; }
.error { color: var(--lost); border-inline-start: 3px solid var(--lost); padding: 4px 12px; margin: 16px 0; }
label { display: block; } .field { margin: 16px 0; } .field > label, legend { font-weight: 600; font-size: 15px; }
input[type=text], input[type=email], input[type=number], select { width: 100%; min-height: 44px; padding: 8px 12px;
  border: 1px solid var(--line); border-radius: 6px; background: var(--raised); color: var(--ink); font: inherit; }
fieldset { border: 0; padding: 0; margin: 16px 0; }
.choice { display: flex; gap: 12px; align-items: baseline; padding: 10px 12px; min-height: 44px;
  border: 1px solid var(--line); border-bottom-width: 0; background: var(--raised); }
.choice:first-of-type { border-radius: 6px 6px 0 0; } .choice:last-of-type { border-bottom-width: 1px; border-radius: 0 0 6px 6px; }
.choice span { display: block; } .choice .quiet { font-variant-numeric: tabular-nums; font-size: 14px; }
button, .button { display: inline-block; min-height: 44px; padding: 10px 18px; border-radius: 6px; font: inherit; font-weight: 600;
  border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); cursor: pointer; text-decoration: none; }
button.second, .button.second { background: transparent; color: var(--accent); }
button.small { min-height: 32px; padding: 4px 10px; font-size: 14px; white-space: nowrap; }
.wide-button { width: 100%; } a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: start; padding: 6px 10px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top;
  font-variant-numeric: tabular-nums; } td code { overflow-wrap: anywhere; font-size: 13px; }
.row { display: flex; flex-wrap: wrap; gap: 12px; align-items: end; } .row .field { margin: 0; flex: 1 1 140px; }
.row .whole { flex-basis: 100%; } .row .narrow { flex: 0 0 140px; } .inline { display: inline; }
main.wide :is(td:first-child, td code) { white-space: nowrap; overflow-wrap: normal; } summary { cursor: pointer; min-height: 44px; padding: 10px 0; }
`

export const BANNER = 'Payment simulator: no real money moves here, and no card is charged.'

/** A whole page; every one of them carries the banner. */
export function pageOf(title: string, content: Html, options: { wide?: boolean } = {}): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} (simulator)</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<p class="banner" role="note" style="margin:0">${BANNER}</p>
<main${new Html(options.wide ? ' class="wide"' : '')}>
${content}
</main>
</body>
</html>
`.text
}

/** An amount in words a person reads: 38,000.00 USD. */
export function money(amount: number, currency: string): string {
  const code = currency.toUpperCase()
  const probe = new Intl.NumberFormat('en', { style: 'currency', currency: code })
  const digits = probe.resolvedOptions().maximumFractionDigits ?? 2
  const number = new Intl.NumberFormat('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return `${number.format(amount / 10 ** digits)} ${code}`
}
