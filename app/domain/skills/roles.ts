/** The nine roles of a deployment team. */
export const roles = [
  'outcome_lead',
  'domain_expert',
  'machine_learning_engineer',
  'data_steward',
  'evaluation_engineer',
  'deployment_engineer',
  'localiser',
  'field_coordinator',
  'measurer',
] as const
export type Role = (typeof roles)[number]

export function isRole(text: string): text is Role {
  return roles.some((role) => role === text)
}
