/** The texts of mail. */
export const mail = {
  footer: 'Samar sends mail only when something happens that concerns you.',
  greeting: 'Hello {name},',
  or_copy: 'If the button does not work, copy this address:',
  not_you: 'If this was not you, leave this mail alone. Without the link nothing happens.',
  confirm_subject: 'Confirm your address',
  confirm_body:
    'An account on Samar was made with this address. Confirm it within 24 hours with the password you chose.',
  confirm_button: 'Confirm address',
  already_subject: 'You already have an account',
  already_body:
    'Somebody, probably you, just tried to sign up on Samar with this address. It has an account already: sign in, or set a new password there if you have forgotten it.',
  already_not_you: 'If this was not you, leave this mail alone. Nothing was changed.',
  reset_subject: 'Set a new password',
  reset_body:
    'With this link you set a new password. It works once, for 30 minutes. All open sessions then end.',
  reset_button: 'Set a new password',
  reset_not_you:
    'If you did not ask for this, leave this mail alone. Your password stays as it is.',
  changed_subject: 'Your password was changed',
  changed_body:
    'The password of your account on Samar was just changed. Your other sessions have ended.',
  changed_not_you: 'If this was not you, set a new password at once:',
  organisation_subject: 'Invitation to {organisation}',
  organisation_body: '{inviter} invites you to act for {organisation} on Samar.',
  team_subject: 'Invitation to the team {team}',
  team_body: '{inviter} invites you to the team {team} on Samar, as {role}.',
  invitation_button: 'Look at the invitation',
  invitation_note:
    'The invitation is valid for {days, plural, one {one day} other {# days}} and only for this address. If you have no account yet, sign up with it.',
  notification_turn: 'It is your turn. The page says what there is to decide and until when.',
  notification_tells: 'There is nothing you need to do. The page has the details.',
  notification_may: 'The page has the details.',
  notification_words: 'In their words: “{words}”',
  notification_button: 'Open on Samar',
} as const
