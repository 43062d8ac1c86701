// What is being written saves itself when the typing pauses; beside it stands how it will look.
const pauseMs = 4000

type Told = { revision?: number; late?: number; partly?: boolean; said?: string }

/** Forms that hold something which no server has; whoever leaves their page is asked first. */
const unsaved = new Set<HTMLFormElement>()

addEventListener('beforeunload', (event) => {
  if (unsaved.size > 0) event.preventDefault()
})

/** Notes what is only in this page; a form that has been sent is not. */
function leaving(form: HTMLFormElement): void {
  // What came back from the server to be mended has been saved nowhere.
  if (form.dataset.unsaved === 'yes') unsaved.add(form)
  form.addEventListener('input', () => unsaved.add(form))
  form.addEventListener('submit', () => unsaved.delete(form))
}

function hidden(form: HTMLFormElement, name: string, value: number): void {
  const present = form.querySelector<HTMLInputElement>(`input[type="hidden"][name="${name}"]`)
  const input = present ?? form.appendChild(document.createElement('input'))
  Object.assign(input, { type: 'hidden', name, value: String(value) })
}

function editing(form: HTMLFormElement, note: HTMLElement): void {
  const { autosave = '', trouble = '' } = note.dataset
  const revision = form.querySelector<HTMLInputElement>('input[name="revision"]')
  // What stands in the fields when a page is shown again may be newer than what it began from.
  if (revision) revision.autocomplete = 'off'
  let changed = false
  let timer = 0
  let saving: Promise<void> | null = null

  async function save(): Promise<void> {
    changed = false
    try {
      const answer = await fetch(autosave, { method: 'POST', body: new FormData(form) })
      const told: Told = await answer.json()
      if (told.revision !== undefined) hidden(form, 'revision', told.revision)
      // Neither saved nor refused in words: the server is away, or is asked as somebody else.
      if (told.said === undefined) throw new Error('unanswered')
      // Two people at one text: what comes too late is kept in the history, in one place.
      if (told.late !== undefined) hidden(form, 'late', told.late)
      note.textContent = told.said
      const kept = (answer.ok && !told.partly) || told.late !== undefined
      if (kept && !changed) unsaved.delete(form)
    } catch {
      changed = true
      note.textContent = trouble
      later()
    }
  }
  function later(): void {
    clearTimeout(timer)
    timer = window.setTimeout(now, pauseMs)
  }
  function now(): void {
    if (saving || !changed) return
    saving = save().finally(() => {
      saving = null
      if (changed) later()
    })
  }
  form.addEventListener('input', () => {
    changed = true
    later()
  })
  form.addEventListener(
    'submit',
    (event) => {
      clearTimeout(timer)
      if (!saving) {
        changed = false
        return
      }
      // The save that runs gives the form a new revision: it is sent with that one.
      event.preventDefault()
      event.stopImmediatePropagation()
      const { submitter } = event
      saving.then(() => form.requestSubmit(submitter))
    },
    { capture: true },
  )
  // While somebody is asked whether they want to leave, a long text has the time to arrive.
  addEventListener('beforeunload', now)
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) now()
  })
  addEventListener('pagehide', () => {
    if (changed || saving) sendLast(form, autosave)
  })
}

/** A request that still runs ends with its page. A beacon takes 64 KB: for more, the question stands. */
function sendLast(form: HTMLFormElement, autosave: string): void {
  if (unsaved.has(form)) navigator.sendBeacon(autosave, new FormData(form))
}

function showing(form: HTMLFormElement, box: HTMLElement): void {
  const part = box.querySelector('[data-live-part]')
  let timer = 0
  let asked = 0
  const look = async () => {
    const mine = ++asked
    try {
      const answer = await fetch(box.dataset.live ?? '', {
        method: 'POST',
        body: new FormData(form),
        headers: { Accept: 'text/html' },
      })
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const fresh = page.getElementById('preview')
      if (!fresh || mine !== asked) return
      part?.replaceChildren(...fresh.childNodes)
      box.hidden = false
    } catch {
      // It is only a look; the next pause brings another.
    }
  }
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = window.setTimeout(look, 700)
  })
  void look()
}

/** Gives every editor of the page its comfort. The bundler drops a file that only acts by itself. */
export function comfortEditors(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-unsaved]')) leaving(form)
  for (const note of document.querySelectorAll<HTMLElement>('[data-autosave]')) {
    const form = note.closest('form')
    const box = note.closest('[data-editor]')?.querySelector<HTMLElement>('[data-live]')
    if (form) editing(form, note)
    if (form && box) showing(form, box)
  }
}
