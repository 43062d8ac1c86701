import { type Html, html } from './layout'

const RECENT = 25
/** The newest of the rows, newest first. */
export const latest = <T>(rows: T[]): T[] => rows.slice(-RECENT).reverse()
export const time = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19)

export function table(heads: string[], rows: Html[], empty: string): Html {
  if (rows.length === 0) return html`<p class="quiet">${empty}</p>`
  return html`<div class="scroll"><table><thead><tr>${heads.map(
    (head) => html`<th scope="col">${head}</th>`,
  )}</tr></thead><tbody>${rows}</tbody></table></div>`
}

/** A form of one button. */
export function button(action: string, label: string, fields: Record<string, string> = {}): Html {
  return html`<form class="inline" method="post" action="${action}">${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button class="small second">${label}</button></form>`
}
