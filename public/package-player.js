// Hands on what the package of a lesson says, so that the learner can go on from there. A package is
// somebody's script in a sandbox: only its own frame is listened to, and nothing that it says is done.

const most = 200_000
const pauseMs = 1_000

/** What a message of this frame says; null for everything else. */
function elementsOf(event, frame) {
  // A sandbox has no origin: the window that speaks is what tells one frame from another.
  if (event.source !== frame.contentWindow || event.origin !== 'null') return null
  const { data } = event
  if (typeof data !== 'object' || data === null || data.samar !== 'package') return null
  if (typeof data.elements !== 'object' || data.elements === null) return null
  const text = JSON.stringify(data.elements)
  return text.length <= most ? text : null
}

function follow(frame) {
  const said = document.querySelector('[data-package-said]')
  let waiting = null
  let timer = 0
  let sending = false

  async function send(last) {
    if (waiting === null || sending) return
    const elements = waiting
    waiting = null
    sending = true
    try {
      const answer = await fetch(frame.dataset.package, {
        method: 'POST',
        body: new URLSearchParams({ elements }),
        keepalive: last && elements.length < 20_000,
      })
      const { said: words } = await answer.json()
      if (said) said.textContent = words
    } catch {
      waiting ??= elements
      if (said) said.textContent = frame.dataset.trouble
    } finally {
      sending = false
      if (waiting !== null) later()
    }
  }

  function later() {
    if (timer) return
    timer = setTimeout(() => {
      timer = 0
      send(false)
    }, pauseMs)
  }

  addEventListener('message', (event) => {
    const elements = elementsOf(event, frame)
    if (elements === null) return
    waiting = elements
    later()
  })
  addEventListener('pagehide', () => send(true))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') send(true)
  })
}

for (const frame of document.querySelectorAll('iframe[data-package]')) {
  if (frame.dataset.package) follow(frame)
}
