import type { DataModel } from './data-model'

export type Elements = Record<string, string>
export type Fault =
  | 'none'
  | 'undefined'
  | 'read_only'
  | 'write_only'
  | 'type'
  | 'range'
  | 'keyword'
  | 'children'
  | 'count'
  | 'unset'

/** The sum of two times, in the form of the second: "0001:30:00.00" of SCORM 1.2, "PT1H30M0S" of 2004. */
export function addedTimes(before: string, more: string): string {
  const hundredths = (time: string) => {
    const [, days = '0', hours = '0', minutes = '0', seconds = '0'] =
      /^P(?:\d+Y)?(?:\d+M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(time) ??
      /^()(\d+):(\d+):([\d.]+)$/.exec(time) ??
      []
    const whole = (Number(days) * 24 + Number(hours)) * 60 + Number(minutes)
    return whole * 6_000 + Math.round(Number(seconds) * 100)
  }
  const most = 9_999 * 360_000
  const sum = Math.min(most, hundredths(before) + hundredths(more))
  const [hours, minutes] = [Math.floor(sum / 360_000), Math.floor(sum / 6_000) % 60]
  const seconds = (sum % 6_000) / 100
  if (more.startsWith('P')) return `PT${hours}H${minutes}M${seconds}S`
  const wide = (value: number, digits: number) => String(value).padStart(digits, '0')
  return `${wide(hours, 4)}:${wide(minutes, 2)}:${seconds.toFixed(2).padStart(5, '0')}`
}

/**
 * The elements of one standard: reading and setting, with what is wrong about it.
 * @param before what was kept when this session began
 */
export function scormElements(model: DataModel, kept: Elements, before: Elements) {
  const session: Elements = {}
  const loose =
    /^cmi\.(interactions|objectives|student_data|student_preference|learner_preference|comments_from_learner|comments_from_lms)\./
  const ruleOf = (name: string) => (Object.hasOwn(model, name) ? model[name] : undefined)
  const count = (name: string) => {
    const start = name.replace(/_count$/, '')
    const numbers = Object.keys(session).flatMap((one) =>
      one.startsWith(start) ? [Number.parseInt(one.slice(start.length), 10)] : [],
    )
    return String(Math.max(-1, ...numbers.filter((one) => one >= 0)) + 1)
  }
  function read(name: string): { value: string; fault: Fault } {
    const rule = ruleOf(name)
    if (rule?.access === 'write') return { value: '', fault: 'write_only' }
    if (rule) {
      // A total counts the sessions before this one.
      const isTotal = rule.access === 'read' && rule.kept
      const value = (isTotal ? before[name] : kept[name]) ?? session[name] ?? rule.start
      return { value: value ?? '', fault: value === undefined ? 'unset' : 'none' }
    }
    if (name.endsWith('._children')) return { value: '', fault: 'children' }
    if (name.endsWith('._count')) {
      return loose.test(name)
        ? { value: count(name), fault: 'none' }
        : { value: '', fault: 'count' }
    }
    if (!loose.test(name)) return { value: '', fault: 'undefined' }
    return { value: session[name] ?? '', fault: name in session ? 'none' : 'unset' }
  }
  function write(name: string, value: string): Fault {
    const rule = ruleOf(name)
    if (/\._(children|count|version)$/.test(name) || name === 'cmi._version') return 'keyword'
    if (rule?.access === 'read') return 'read_only'
    if (rule) {
      if (value.length > rule.most || !new RegExp(rule.form).test(value)) return 'type'
      if (rule.range && value !== '') {
        if (Number(value) < rule.range[0] || Number(value) > rule.range[1]) return 'range'
      }
      if (rule.kept) kept[name] = value
      else session[name] = value
      const total = rule.addsTo
      if (total) kept[total] = addedTimes(before[total] ?? model[total]?.start ?? '', value)
      return 'none'
    }
    if (!loose.test(name)) return 'undefined'
    if (value.length > 5_000 || Object.keys(session).length >= 5_000) return 'type'
    session[name] = value
    return 'none'
  }
  return { read, write }
}
