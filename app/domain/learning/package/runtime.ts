import type { DataModel } from './data-model'
import { type Elements, type Fault, scormElements } from './runtime-elements'

/**
 * What a package meets in the browser: `window.API` and `window.API_1484_11`. These functions are sent
 * there as they stand (`runtime-script`), so they name nothing but each other and the browser.
 *
 * A frame in a sandbox shares no origin with anything, not even with a frame of the same package: a
 * package cannot reach an API in a page around it, so the API is put into its own page. What was set
 * goes along in the frame's name when the package leads on to another of its pages, and passes between
 * a page and the frames in it by messages.
 */

type Store = ReturnType<typeof scormElements>
type Stage = { at: 'before' | 'running' | 'ended' }

/** The calls of SCORM 1.2. */
export function scorm12Api(store: Store, stage: Stage, report: (ended: boolean) => void) {
  let code = '0'
  const codes: Record<Fault, string> = {
    ...{ none: '0', undefined: '401', read_only: '403', write_only: '404', type: '405' },
    ...{ range: '405', keyword: '402', children: '202', count: '203', unset: '0' },
  }
  const words: Elements = {
    ...{ '0': 'No error', '101': 'General exception', '201': 'Invalid argument error' },
    ...{ '202': 'Element cannot have children', '203': 'Element not an array' },
    ...{ '301': 'Not initialized', '401': 'Not implemented', '402': 'Element is a keyword' },
    ...{ '403': 'Element is read only', '404': 'Element is write only' },
    '405': 'Incorrect data type',
  }
  const answer = (result: string, now: string) => {
    code = now
    return result
  }
  const step = (argument: unknown, from: Stage['at'], to: Stage['at'], otherwise: string) => {
    if (String(argument ?? '') !== '') return answer('false', '201')
    if (stage.at !== from) return answer('false', otherwise)
    stage.at = to
    report(to === 'ended')
    return answer('true', '0')
  }
  return {
    LMSInitialize: (argument: unknown) =>
      stage.at === 'before'
        ? step(argument, 'before', 'running', '101')
        : answer(stage.at === 'running' ? 'true' : 'false', stage.at === 'running' ? '0' : '101'),
    LMSFinish: (argument: unknown) => step(argument, 'running', 'ended', '301'),
    LMSCommit: (argument: unknown) => step(argument, 'running', 'running', '301'),
    LMSGetValue(name: unknown) {
      if (stage.at !== 'running') return answer('', '301')
      const { value, fault } = store.read(String(name))
      return answer(value, codes[fault])
    },
    LMSSetValue(name: unknown, value: unknown) {
      if (stage.at !== 'running') return answer('false', '301')
      const fault = store.write(String(name), String(value ?? ''))
      if (fault === 'none') report(false)
      return answer(fault === 'none' ? 'true' : 'false', codes[fault])
    },
    LMSGetLastError: () => code,
    LMSGetErrorString: (given: unknown) => words[String(given)] ?? '',
    LMSGetDiagnostic: (given: unknown) => words[String(given || code)] ?? '',
  }
}

/** The calls of SCORM 2004. */
export function scorm2004Api(store: Store, stage: Stage, report: (ended: boolean) => void) {
  let code = '0'
  const codes: Record<Fault, string> = {
    ...{ none: '0', undefined: '401', read_only: '404', write_only: '405', type: '406' },
    ...{ range: '407', keyword: '404', children: '301', count: '301', unset: '403' },
  }
  const words: Elements = {
    ...{ '0': 'No error', '102': 'General initialization failure', '103': 'Already initialized' },
    ...{ '104': 'Content instance terminated', '112': 'Termination before initialization' },
    ...{ '113': 'Termination after termination', '122': 'Retrieve data before initialization' },
    ...{ '123': 'Retrieve data after termination', '132': 'Store data before initialization' },
    ...{ '133': 'Store data after termination', '142': 'Commit before initialization' },
    ...{ '143': 'Commit after termination', '201': 'General argument error' },
    ...{ '301': 'General get failure', '351': 'General set failure' },
    ...{ '401': 'Undefined data model element', '403': 'Data model element value not initialized' },
    ...{ '404': 'Data model element is read only', '405': 'Data model element is write only' },
    ...{ '406': 'Data model element type mismatch' },
    '407': 'Data model element value out of range',
  }
  const answer = (result: string, now: string) => {
    code = now
    return result
  }
  /** The number of an error that only the time of the call decides. */
  const untimely = (before: string, after: string) =>
    stage.at === 'before' ? before : stage.at === 'ended' ? after : '0'
  const step = (argument: unknown, early: string, to: Stage['at']) => {
    if (String(argument ?? '') !== '') return answer('false', '201')
    if (early !== '0') return answer('false', early)
    stage.at = to
    report(to === 'ended')
    return answer('true', '0')
  }
  return {
    Initialize: (argument: unknown) =>
      step(argument, { before: '0', running: '103', ended: '104' }[stage.at], 'running'),
    Terminate: (argument: unknown) => step(argument, untimely('112', '113'), 'ended'),
    Commit: (argument: unknown) => step(argument, untimely('142', '143'), 'running'),
    GetValue(name: unknown) {
      const early = untimely('122', '123')
      if (early !== '0') return answer('', early)
      const { value, fault } = store.read(String(name))
      return answer(value, codes[fault])
    },
    SetValue(name: unknown, value: unknown) {
      const early = untimely('132', '133')
      if (early !== '0') return answer('false', early)
      const fault = store.write(String(name), String(value ?? ''))
      if (fault === 'none') report(false)
      return answer(fault === 'none' ? 'true' : 'false', codes[fault])
    },
    GetLastError: () => code,
    GetErrorString: (given: unknown) => words[String(given)] ?? '',
    GetDiagnostic: (given: unknown) => words[String(given || code)] ?? '',
  }
}

/** What of a browser's window the runtime touches. */
export type RuntimeWindow = {
  name: string
  parent: Around | null
  addEventListener(type: 'message', listen: (event: Heard) => void): void
}
type Around = { postMessage(message: unknown, origin: string): void }
type Said = {
  samar?: unknown
  elements?: Elements
  before?: Elements
  ended?: boolean
  asks?: boolean
}
type Heard = {
  readonly data: Said | null
  readonly source: unknown
  stopImmediatePropagation(): void
}
export type Settings = { readonly models: readonly DataModel[]; readonly page: string }

/**
 * What passes between a page of a package and the frames in it. A frame asks what was kept and says
 * what was set; the page tells its own surroundings.
 */
export function joinFrames(
  page: RuntimeWindow,
  around: Around | null,
  state: { elements: Elements; before: Elements },
  changed: (ended: boolean) => void,
): void {
  page.addEventListener('message', (event) => {
    const { data, source } = event
    if (data?.samar !== 'package' || !source || source === (page as unknown)) return
    event.stopImmediatePropagation()
    if (source === (around as unknown)) {
      Object.assign(state.before, data.before)
      for (const name in data.elements) state.elements[name] ??= data.elements[name] as string
      return
    }
    if (data.asks) {
      const told = { samar: 'package', elements: state.elements, before: state.before }
      ;(source as Around).postMessage(told, '*')
      return
    }
    Object.assign(state.elements, data.elements)
    changed(data.ended === true)
  })
}

/** Puts both APIs into a page and tells the page round it of every change. */
export function startScorm(page: RuntimeWindow, { models, page: origin }: Settings): void {
  const around = page.parent === (page as unknown) ? null : page.parent
  let carried: { elements?: Elements; before?: Elements; running?: boolean } | null = null
  try {
    carried = JSON.parse(page.name)
  } catch {
    // It was opened by itself, or is a frame in a page of the package, and begins at the beginning.
  }
  const isInner = around !== null && !carried?.elements
  const elements: Elements = Object.assign({}, carried?.elements)
  const before: Elements = Object.assign({}, carried?.running ? carried.before : elements)
  const stage: Stage = { at: carried?.running ? 'running' : 'before' }
  const report = (ended: boolean) => {
    if (!isInner) page.name = JSON.stringify({ elements, before, running: !ended })
    // A page of the package has no origin that could be named; whoever else framed this one gave it nothing to tell.
    around?.postMessage({ samar: 'package', elements, ended }, isInner ? '*' : origin)
  }
  joinFrames(page, around, { elements, before }, report)
  if (isInner) around.postMessage({ samar: 'package', asks: true }, '*')
  const entry = {
    ...{ access: 'read' as const, form: '', most: 0 },
    get start() {
      return Object.keys(before).length > 0 ? 'resume' : 'ab-initio'
    },
  }
  const withEntry = models.map((model) =>
    Object.fromEntries(
      Object.entries(model).map(([name, rule]) => [
        name,
        /(^cmi|core)\.entry$/.test(name) ? entry : rule,
      ]),
    ),
  )
  const API = scorm12Api(scormElements(withEntry[0] ?? {}, elements, before), stage, report)
  const API_1484_11 = scorm2004Api(
    scormElements(withEntry[1] ?? {}, elements, before),
    stage,
    report,
  )
  // Many packages look for the API in the window round theirs, which a sandbox does not let them see.
  const seen: Record<string, unknown> = { API, API_1484_11, postMessage() {} }
  seen.parent = seen
  const put = (name: string, value: unknown) =>
    Object.defineProperty(page, name, { value, configurable: true, writable: true })
  put('API', API)
  put('API_1484_11', API_1484_11)
  put('parent', seen)
  for (const name of ['localStorage', 'sessionStorage']) put(name, memoryStorage())
}

/** What stands in for storage that a sandbox does not have; it forgets with the page. */
export function memoryStorage() {
  const values = new Map<string, string>()
  return {
    getItem: (name: string) => values.get(String(name)) ?? null,
    setItem: (name: string, value: string) => void values.set(String(name), String(value)),
    removeItem: (name: string) => void values.delete(String(name)),
    clear: () => values.clear(),
    key: (at: number) => [...values.keys()][at] ?? null,
    get length() {
      return values.size
    },
  }
}
