import { Refused } from '~/kernel/refusal'
import type { SignedIn, Viewer } from './viewer'

/** One row of a module's permissions: an action, and who may do it to a subject. */
export type Action<Subject> = {
  readonly name: string
  readonly allows: (viewer: SignedIn, subject: Subject) => boolean
}

export function action<Subject>(
  name: string,
  allows: (viewer: SignedIn, subject: Subject) => boolean,
): Action<Subject> {
  return { name, allows }
}

/** Whether `viewer` may do `what` to `subject`. Nobody who is not signed in may do anything. */
export function may<Subject>(viewer: Viewer, what: Action<Subject>, subject: Subject): boolean {
  return viewer !== null && what.allows(viewer, subject)
}

/** @throws Refused not_found, so that a stranger does not learn that the subject exists. */
export function assertMay<Subject>(
  viewer: Viewer,
  what: Action<Subject>,
  subject: Subject,
  otherwise: 'not_found' | 'not_allowed' = 'not_found',
): asserts viewer is SignedIn {
  if (!may(viewer, what, subject)) throw new Refused(otherwise)
}
