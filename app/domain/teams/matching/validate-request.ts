import { isRole } from '~/domain/skills/roles'
import { maxAmountMinor } from '~/kernel/money'
import type { Pool } from './pool'
import {
  type RequestProblem,
  type RoleNeed,
  requestLimits,
  rolesPerPerson,
  type TeamRequest,
} from './request'

type Range = { readonly least: number; readonly most: number }

function outside(field: string, value: number, { least, most }: Range): RequestProblem[] {
  const within = Number.isInteger(value) && value >= least && value <= most
  return within ? [] : [{ field, problem: 'out_of_range', least, most }]
}

/** What is wrong with a request; empty when teams can be looked for. */
export function requestProblems(pool: Pool, request: TeamRequest): RequestProblem[] {
  const { roles, budgetMinor } = request
  const members = { least: Math.ceil(roles.length / rolesPerPerson), most: roles.length }
  const payable = budgetMinor > 0n && budgetMinor <= maxAmountMinor
  return [
    ...outside('roles', roles.length, requestLimits.roles),
    ...roles.flatMap((need, at) => roleProblems(need, `roles.${at}`)),
    ...outside('weeks', request.weeks, requestLimits.weeks),
    ...(payable ? [] : [{ field: 'budgetMinor', problem: 'budget_not_positive' } as const]),
    ...outside('languages', request.languages.length, requestLimits.languages),
    ...outside('domains', request.domains.length, requestLimits.domains),
    ...outside('commonHours', request.commonHours, requestLimits.commonHours),
    ...outside('maxMembers', request.maxMembers, members),
    ...peopleProblems(pool, request),
  ]
}

function roleProblems({ role, skills, hours }: RoleNeed, field: string): RequestProblem[] {
  const ids = skills.map(({ skillId }) => skillId)
  return [
    ...(isRole(role) ? [] : [{ field: `${field}.role`, problem: 'role_unknown' } as const]),
    ...outside(`${field}.hours`, hours, requestLimits.hours),
    ...outside(`${field}.skills`, skills.length, requestLimits.skillsOfRole),
    ...skills.flatMap(({ skillId, leastLevel, weight }, at): RequestProblem[] => {
      const own = `${field}.skills.${at}`
      return [
        ...(ids.indexOf(skillId) < at
          ? [{ field: `${own}.skillId`, problem: 'skill_twice' } as const]
          : []),
        ...outside(`${own}.leastLevel`, leastLevel, { least: 1, most: 4 }),
        ...(weight > 0 && Number.isFinite(weight)
          ? []
          : [{ field: `${own}.weight`, problem: 'weight_not_positive' } as const]),
      ]
    }),
  ]
}

function peopleProblems(pool: Pool, request: TeamRequest): RequestProblem[] {
  const { fixed, excluded, roles, maxMembers } = request
  const people = fixed.map(({ personId }) => personId)
  const taken = fixed.map(({ role }) => role)
  return [
    ...outside('fixed', fixed.length, { least: 0, most: maxMembers }),
    ...fixed.flatMap(({ personId, role }, at): RequestProblem[] => {
      const field = `fixed.${at}`
      if (!pool.places.has(personId)) return [{ field, problem: 'person_unknown' }]
      if (excluded.includes(personId)) return [{ field, problem: 'person_excluded' }]
      if (role === null) {
        return people.indexOf(personId) === at ? [] : [{ field, problem: 'person_twice' }]
      }
      const free = taken.indexOf(role) === at
      return [
        ...outside(`${field}.role`, role, { least: 0, most: roles.length - 1 }),
        ...(free ? [] : [{ field: `${field}.role`, problem: 'role_taken' } as const]),
      ]
    }),
  ]
}
