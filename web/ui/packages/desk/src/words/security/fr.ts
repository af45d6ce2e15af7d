import type { errors as en } from './en';

/** Refusals that have to do with who somebody is. */
export const errors: typeof en = {
  email_taken: 'Quelqu’un se connecte déjà avec cette adresse e-mail.',
  already_invited: 'Cette adresse a déjà été invitée. Renouvelez cette invitation.',
  invitation_gone: 'Cette invitation n’est plus valable. Demandez-en une nouvelle.',
  limit_reached: 'Le nombre maximal est atteint. Supprimez-en d’abord un.',
  in_person_only: 'Seule une personne connectée peut faire cela, pas un programme.',
  token_read_only: 'Ce jeton ne permet que la lecture.',
  identity_malformed: 'Le jeton d’identité est illisible.',
  identity_unknown_key: 'Le jeton d’identité ne désigne aucune clé en service.',
  identity_algorithm: 'Le jeton d’identité est signé autrement que sa clé ne le prévoit.',
  identity_signature: 'La signature du jeton d’identité est fausse.',
  identity_expired: 'Le jeton d’identité a expiré.',
  identity_claims: 'Une information du jeton d’identité manque ou n’est pas permise.',
};
