/**
 * The comfort script. Every journey works without it; it ticks clocks, keeps running work in
 * sight, asks before a destructive act, keeps a second press from being sent, and adds up.
 * Plain DOM: no framework reaches the browser.
 */
import { comfortEditors } from './entry-editing'

comfortEditors()

const root = document.documentElement
const language = root.lang === 'ur' ? 'ur-PK-u-nu-latn' : 'en-GB'

// Countdowns. The page says what business time it was when it was written.
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
const loadedAt = Date.now()

function leftText(ms: number, over: string): string {
  if (ms <= 0) return over
  const minutes = Math.floor(ms / 60_000)
  if (minutes >= 2880) return relative.format(Math.round(minutes / 1440), 'day')
  if (minutes >= 120) return relative.format(Math.round(minutes / 60), 'hour')
  const seconds = String(Math.floor(ms / 1000) % 60).padStart(2, '0')
  return `\u2066${minutes}:${seconds}\u2069`
}

function tick(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-countdown]')) {
    const now = Number(element.dataset.now) + Date.now() - loadedAt
    const text = leftText(Number(element.dataset.countdown) - now, element.dataset.over ?? '')
    if (element.textContent !== text) element.textContent = text
  }
}
tick()
setInterval(tick, 1000)

// Parts of a page that change while work runs: told as they change, or asked for again and again.
function listen(element: HTMLElement, events: string): void {
  let source: EventSource | null = null
  const look = () => {
    // A page that nobody looks at keeps no connection.
    if (document.hidden) {
      source?.close()
      source = null
    } else if (!source) {
      source = new EventSource(events)
      source.onmessage = ({ data }) => {
        for (const [part, text] of Object.entries<string>(JSON.parse(data))) {
          const shown = element.querySelector(`[data-part=${part}]`)
          if (shown instanceof HTMLProgressElement) shown.value = Number(text)
          else if (shown) shown.textContent = text
        }
      }
      source.addEventListener('end', () => location.reload())
      source.onerror = () => {
        if (source?.readyState !== EventSource.CLOSED) return
        document.removeEventListener('visibilitychange', look)
        delete element.dataset.events
        follow(element)
      }
    }
  }
  document.addEventListener('visibilitychange', look)
  look()
}

function follow(element: HTMLElement): void {
  const { poll, every, events } = element.dataset
  if (!poll) return
  if (events && window.EventSource) {
    listen(element, events)
    return
  }
  const look = async () => {
    if (!element.isConnected) return
    if (document.hidden) return void setTimeout(look, 1000)
    try {
      const response = await fetch(poll, { headers: { Accept: 'text/html' } })
      if (response.ok) {
        const page = new DOMParser().parseFromString(await response.text(), 'text/html')
        const fresh = page.getElementById(element.id)
        if (fresh) {
          // A page that has come to its end is shown whole: its buttons have changed too.
          if (!fresh.dataset.poll) return location.reload()
          element.replaceChildren(...fresh.childNodes)
        }
      }
    } catch {
      // The server may be away for a moment; the next look tells.
    }
    setTimeout(look, Number(every) || 2000)
  }
  setTimeout(look, Number(every) || 2000)
}
for (const element of document.querySelectorAll<HTMLElement>('[data-poll]')) follow(element)

// Ask first; send once.
document.addEventListener('submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement)) return
  if (form.dataset.sent !== undefined) return event.preventDefault()
  if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) return event.preventDefault()
  if (form.dataset.once === undefined) return
  form.dataset.sent = ''
  // Not `disabled`: a disabled button's name and value would not be sent.
  for (const button of form.querySelectorAll('button')) button.setAttribute('aria-disabled', 'true')
})
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sent]')) {
    delete form.dataset.sent
    for (const button of form.querySelectorAll('button')) button.removeAttribute('aria-disabled')
  }
})

// Sums of shares and amounts. Hundredths, so that 33.33 + 66.67 is 100.
const figures = new Intl.NumberFormat(language, { maximumFractionDigits: 3 })

function thousandths(text: string): number {
  const plain = text
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/٫/g, '.')
    .replace(/[,٬\s]/g, '')
  const value = Number(plain)
  return Number.isFinite(value) ? Math.round(value * 1000) : 0
}

function addUp(line: HTMLElement): void {
  const { sumLine: group = '', unit = '', ok = '', short = '', over = '' } = line.dataset
  const inputs = document.querySelectorAll<HTMLInputElement>(
    `input[data-sum="${CSS.escape(group)}"]`,
  )
  let sum = 0
  for (const input of inputs) sum += thousandths(input.value)
  const difference = thousandths(line.dataset.target ?? '0') - sum
  const show = (value: number) => `${figures.format(value / 1000)}${unit}`
  const total = line.querySelector<HTMLOutputElement>('[data-sum-total]')
  const note = line.querySelector<HTMLElement>('[data-sum-note]')
  if (total) {
    total.hidden = false
    total.textContent = show(sum)
  }
  if (note) {
    const sentence = difference === 0 ? ok : difference > 0 ? short : over
    note.textContent = sentence.replace('{}', show(Math.abs(difference)))
    note.style.color = `var(--${difference === 0 ? 'met' : 'turn-ink'})`
  }
}
const lines = document.querySelectorAll<HTMLElement>('[data-sum-line]')
for (const line of lines) addUp(line)
if (lines.length > 0) {
  document.addEventListener('input', (event) => {
    if (event.target instanceof HTMLInputElement && event.target.dataset.sum)
      for (const line of lines) addUp(line)
  })
}

// A row that has been opened is a row to fill in.
for (const row of document.querySelectorAll<HTMLDetailsElement>('details[data-repeat]')) {
  row.addEventListener('toggle', () => {
    if (row.open) row.querySelector<HTMLElement>('input, select, textarea')?.focus()
  })
}

// A chosen file is named beside its button, which speaks the language of the page.
function nameFiles(input: HTMLInputElement, shown: HTMLElement): void {
  const none = shown.textContent
  const show = () => {
    const names = [...(input.files ?? [])].map(({ name }) => name)
    shown.textContent = names.join(' · ') || none
  }
  input.addEventListener('change', show)
  addEventListener('pageshow', show)
}
for (const input of document.querySelectorAll<HTMLInputElement>('.file-field input')) {
  const shown = input.parentElement?.querySelector<HTMLElement>('[data-file-name]')
  if (shown) nameFiles(input, shown)
}

// Copying, and menus that close by themselves.
document.addEventListener('click', async (event) => {
  if (!(event.target instanceof Element)) return
  const button = event.target.closest<HTMLElement>('[data-copy]')
  if (button?.dataset.copy) {
    await navigator.clipboard.writeText(button.dataset.copy)
    if (button.dataset.copied) button.textContent = button.dataset.copied
  }
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]')) {
    if (!menu.contains(event.target)) menu.open = false
  }
})
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]')) {
    menu.open = false
    menu.querySelector('summary')?.focus()
  }
})

// After a form came back: to what needs attention.
document.querySelector<HTMLElement>('[data-focus]')?.focus()
