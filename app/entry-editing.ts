// What is being written saves itself when the typing pauses; beside it stands how it will look.
const pauseMs = 4000

function editing(form: HTMLFormElement, note: HTMLElement): void {
  const { autosave = '', trouble = '' } = note.dataset
  const revision = form.querySelector<HTMLInputElement>('input[name="revision"]')
  if (!revision) return
  const began = revision
  // What stands in the fields when a page is shown again may be newer than what it began from.
  began.autocomplete = 'off'
  let changed = false
  let stopped = false
  let timer = 0
  let saving: Promise<void> | null = null

  async function save(): Promise<void> {
    changed = false
    try {
      const answer = await fetch(autosave, { method: 'POST', body: new FormData(form) })
      const told: { revision?: number; said?: string } = await answer.json()
      if (told.revision !== undefined) began.value = String(told.revision)
      note.textContent = told.said ?? trouble
      // Two people at one text: nothing more is sent before this one has seen the other.
      stopped = answer.status === 409
    } catch {
      changed = true
      note.textContent = trouble
      later()
    }
  }
  function later(): void {
    clearTimeout(timer)
    if (!stopped) timer = window.setTimeout(now, pauseMs)
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
  addEventListener('pagehide', () => {
    if (changed && !stopped) navigator.sendBeacon(autosave, new FormData(form))
  })
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
  for (const note of document.querySelectorAll<HTMLElement>('[data-autosave]')) {
    const form = note.closest('form')
    const box = note.closest('[data-editor]')?.querySelector<HTMLElement>('[data-live]')
    if (form) editing(form, note)
    if (form && box) showing(form, box)
  }
}
