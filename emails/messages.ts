import { alreadyMember } from './already-member'
import { confirmEmail } from './confirm-email'
import { messageDigest } from './message-digest'
import { notification } from './notification'
import { organisationInvitation } from './organisation-invitation'
import { passwordChanged } from './password-changed'
import { resetPassword } from './reset-password'
import { teamInvitation } from './team-invitation'

/** Every message that Samar sends, by the name of its file. */
export const messages = {
  'already-member': alreadyMember,
  'confirm-email': confirmEmail,
  'message-digest': messageDigest,
  notification,
  'organisation-invitation': organisationInvitation,
  'password-changed': passwordChanged,
  'reset-password': resetPassword,
  'team-invitation': teamInvitation,
}

export type MailName = keyof typeof messages
export type MailProps = { [N in MailName]: Parameters<(typeof messages)[N]['subject']>[0] }
