import { demoPassword } from './cast'
import { seedPeople } from './people'

/** Who a newcomer may be, and where to begin as them. */
const starts = [
  ['client', 'faisal', '/dashboard'],
  ['client_abroad', 'katharina', '/dashboard'],
  ['client_paying', 'elif', '/dashboard'],
  ['client_farm', 'nadia', '/dashboard'],
  ['freelancer', 'ayesha', '/dashboard'],
  ['member', 'zainab', '/money'],
  ['rater', 'rasool', '/ratings'],
  ['newcomer', 'iqra', '/dashboard'],
  ['learner', 'kiran', '/learning'],
  ['partner', 'bilal', '/dashboard'],
  ['author', 'sidra', '/dashboard'],
  ['reviewer', 'waleed', '/reviewing'],
  ['second_reviewer', 'nimra', '/reviewing'],
  ['funder', 'saadia', '/dashboard'],
  ['operator', 'amina', '/desk'],
] as const

/** The role under which the tour knows somebody of the demo. */
export function roleOf(who: string): string {
  const found = starts.find(([, key]) => key === who)
  if (!found) throw new Error(`Nobody signs in as ${who}.`)
  return found[0]
}

export function personas() {
  return starts.map(([role, key, startHere]) => {
    const found = seedPeople.find((one) => one.key === key)
    if (!found) throw new Error(`The demo has no person called ${key}.`)
    return { role, name: found.name, email: found.email, password: demoPassword, startHere }
  })
}
