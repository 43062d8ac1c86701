import { action } from '~/domain/identity/may'
import { actsFor, belongsTo } from '~/domain/identity/permissions'
import type { SignedIn } from '~/domain/identity/viewer'
import type { Side } from './contract'

/** What decides who may see a contract and act in it. */
export type ContractParties = {
  readonly organisationId: string
  readonly members: readonly {
    readonly personId: string
    readonly lead: boolean
    readonly seatUntil: number | null
  }[]
}

export function isMember(viewer: SignedIn, { members }: ContractParties): boolean {
  return members.some(({ personId }) => personId === viewer.personId)
}

/** The side on which the viewer stands; null for the operator and for strangers. */
export function sideOf(viewer: SignedIn, parties: ContractParties): Side | null {
  if (belongsTo(viewer, parties.organisationId)) return 'client'
  return isMember(viewer, parties) ? 'team' : null
}

export const readContract = action(
  'contract.read',
  (viewer, parties: ContractParties) => viewer.operator || sideOf(viewer, parties) !== null,
)

/** Who is to get a seat reads what they are asked to agree to, before they are a party. */
export const readHandOver = action(
  'contract.read_hand_over',
  (viewer, subject: ContractParties & { readonly concerned: readonly string[] }) =>
    readContract.allows(viewer, subject) || subject.concerned.includes(viewer.personId),
)

export const signForClient = action('contract.sign_client', (viewer, parties: ContractParties) =>
  actsFor(viewer, parties.organisationId),
)

export const signForTeam = action('contract.sign_team', (viewer, parties: ContractParties) =>
  parties.members.some(({ personId, lead }) => lead && personId === viewer.personId),
)
