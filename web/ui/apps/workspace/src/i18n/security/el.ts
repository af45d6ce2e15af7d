import type { errors as en, activity as enActivity } from './en';

/** Refusals that have to do with who somebody is. */
export const errors: typeof en = {
  email_taken: 'Κάποιος συνδέεται ήδη με αυτή τη διεύθυνση e-mail.',
  already_invited: 'Αυτή η διεύθυνση έχει ήδη προσκληθεί. Ανανεώστε εκείνη την πρόσκληση.',
  invitation_gone: 'Αυτή η πρόσκληση δεν ισχύει πια. Ζητήστε καινούργια.',
  limit_reached: 'Έχετε φτάσει το όριο. Αφαιρέστε πρώτα κάποιο.',
  in_person_only: 'Αυτό μπορεί να το κάνει μόνο κάποιος που έχει συνδεθεί, όχι ένα πρόγραμμα.',
  token_read_only: 'Αυτό το διακριτικό επιτρέπει μόνο ανάγνωση.',
  identity_malformed: 'Το διακριτικό ταυτότητας δεν διαβάζεται.',
  identity_unknown_key: 'Το διακριτικό ταυτότητας δεν κατονομάζει κλειδί σε χρήση.',
  identity_algorithm:
    'Το διακριτικό ταυτότητας έχει υπογραφεί με άλλον αλγόριθμο από εκείνον του κλειδιού του.',
  identity_signature: 'Η υπογραφή του διακριτικού ταυτότητας είναι λανθασμένη.',
  identity_expired: 'Το διακριτικό ταυτότητας έχει λήξει.',
  identity_claims: 'Ένα στοιχείο του διακριτικού ταυτότητας λείπει ή δεν επιτρέπεται.',
};

/** Where somebody proved who they are. */
export const activity: typeof enActivity = {
  identified: 'Συνδέθηκε: αποδείχθηκε ποιος γράφει',
  identifiedKnown: 'Συνδέθηκε ως γνωστός πελάτης· η συνομιλία είναι πλέον δική του',
};
