/** Refusals that have to do with who somebody is. */
export const errors = {
  email_taken: 'Somebody signs in with this e-mail address already.',
  already_invited: 'This address was invited already. Renew that invitation.',
  invitation_gone: 'This invitation is no longer valid. Ask for a new one.',
  limit_reached: 'There are as many of these as there can be. Remove one first.',
  in_person_only: 'Only somebody who is signed in may do this, not a program.',
  token_read_only: 'This token may only read.',
  identity_malformed: 'The identity token cannot be read.',
  identity_unknown_key: 'The identity token names no key that is in use.',
  identity_algorithm: 'The identity token is signed in another way than its key is made for.',
  identity_signature: 'The signature of the identity token is wrong.',
  identity_expired: 'The identity token has expired.',
  identity_claims: 'A claim of the identity token is missing or not allowed.',
};
