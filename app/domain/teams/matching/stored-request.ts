import { type Role, roles } from '~/domain/skills/roles'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'
import type { TeamRequest } from './request'

/** A request as JSON keeps it: money is a decimal string of minor units. */
export type StoredRequest = Omit<TeamRequest, 'budgetMinor'> & {
  readonly budgetMinor: string
  readonly workloadClass: WorkloadClass
}

export function storedRequest(request: TeamRequest, workloadClass: WorkloadClass): StoredRequest {
  return { ...request, budgetMinor: request.budgetMinor.toString(), workloadClass }
}

export function requestOf({ workloadClass: _, ...stored }: StoredRequest): TeamRequest {
  return { ...stored, budgetMinor: BigInt(stored.budgetMinor) }
}

const touchesData: readonly Role[] = [
  'domain_expert',
  'machine_learning_engineer',
  'data_steward',
  'evaluation_engineer',
  'deployment_engineer',
  'measurer',
]

/** The roles whose holders need the data-stewardship credential: who touches data, or everybody. */
export function rolesOfStewards(workloadClass: WorkloadClass): readonly Role[] {
  if (workloadClass === 'critical') return roles
  return workloadClass === 'restricted' ? touchesData : []
}

/** The same request without somebody, who is neither fixed nor proposed any more. */
export function withoutPerson(request: StoredRequest, personId: string): StoredRequest {
  return {
    ...request,
    fixed: request.fixed.filter((member) => member.personId !== personId),
    excluded: [...new Set([...request.excluded, personId])],
  }
}

/** The same request with somebody in it for certain, in whichever roles. */
export function withPerson(request: StoredRequest, personId: string): StoredRequest {
  if (request.fixed.some((member) => member.personId === personId)) return request
  return { ...request, fixed: [...request.fixed, { personId, role: null }] }
}
