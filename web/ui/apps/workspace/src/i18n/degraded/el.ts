import { plural } from '@frontdesk/desk/plural';
import type { DegradedTexts } from './en';

export const degraded: DegradedTexts = {
  label: 'Πώς θα φτάσει',
  on: (channel, what) => `Στο ${channel}: ${what}`,
  messages: (n) => plural('el', n, { one: '1 μήνυμα', other: `${n} μηνύματα` }),
  links: (names, days) =>
    `${names} ως σύνδεσμος για ${plural('el', days, { one: '1 ημέρα', other: `${days} ημέρες` })}`,
  refused: (channel) =>
    `Το ${channel} δεν δέχεται αυτό το αρχείο και ο διακομιστής δεν έχει διεύθυνση για σύνδεσμο προς αυτό.`,
  rules: {
    text_split: 'κείμενο σε πολλά μηνύματα',
    buttons_as_list: 'κουμπιά ως μενού',
    buttons_as_text: 'κουμπιά ως αριθμημένο κείμενο',
    labels_shortened: 'μεγάλες ετικέτες κομμένες στα κουμπιά',
    carousel_as_text: 'κάρτες ως κείμενο',
    text_before: 'κείμενο σε μήνυμα πριν από τις κάρτες',
    articles_as_text: 'άρθρα ως κείμενο με διευθύνσεις',
    form_as_text: 'φόρμα ως κείμενο',
    file_as_link: 'αρχείο ως σύνδεσμος',
    files_apart: 'κάθε αρχείο σε δικό του μήνυμα',
    media_as_file: 'ως αρχείο για αποθήκευση',
    caption_after: 'κείμενο σε μήνυμα μετά τα αρχεία',
    markup_stripped: 'μορφοποίηση ως απλό κείμενο, διευθύνσεις συνδέσμων σε παρένθεση',
  },
};
