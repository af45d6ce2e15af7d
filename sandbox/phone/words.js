// @ts-check
// The telephone speaks the language of whoever holds it.

const WORDS = {
  en: {},
  fr: {
    "{name}'s telephone": 'Téléphone\u00a0: {name}',
    'Whose telephone is this?': 'À qui est ce téléphone\u00a0?',
    Camera: 'Appareil photo',
    'Scan a code': 'Scanner un code',
    'Point at a QR code, or paste what it says.': 'Visez un QR code, ou collez ce qu’il contient.',
    'Link or text of the code': 'Lien ou texte du code',
    Open: 'Ouvrir',
    'Use the camera': 'Utiliser l’appareil photo',
    'Read a picture': 'Lire une image',
    'No code was found in this picture': 'Aucun code dans cette image',
    'No app on this telephone opens that': 'Aucune application de ce téléphone n’ouvre cela',
    Back: 'Retour',
    Home: 'Accueil',
    More: 'Plus',
    Chats: 'Discussions',
    'No messages yet': 'Pas encore de message',
    'Business account': 'Compte professionnel',
    'typing…': 'écrit…',
    Message: 'Message',
    Send: 'Envoyer',
    Attach: 'Joindre',
    Photo: 'Photo',
    Video: 'Vidéo',
    Document: 'Document',
    'Voice message': 'Message vocal',
    Location: 'Position',
    Sticker: 'Sticker',
    Stickers: 'Stickers',
    Reply: 'Répondre',
    Edit: 'Modifier',
    Unsend: 'Annuler l’envoi',
    Delete: 'Supprimer',
    Block: 'Bloquer',
    Unblock: 'Débloquer',
    Unfollow: 'Ne plus suivre',
    Follow: 'Suivre',
    'Get Started': 'Démarrer',
    Start: 'Démarrer',
    Add: 'Ajouter',
    'Stop and block': 'Arrêter et bloquer',
    'You blocked this business': 'Vous avez bloqué cette entreprise',
    'You left this business': 'Vous avez quitté cette entreprise',
    'This message was deleted': 'Ce message a été supprimé',
    edited: 'modifié',
    sent: 'envoyé',
    delivered: 'distribué',
    read: 'lu',
    Seen: 'Vu',
    Today: 'Aujourd’hui',
    Yesterday: 'Hier',
    'No connection; trying again': 'Pas de connexion, nouvel essai',
    'This did not work': 'Cela n’a pas marché',
    Close: 'Fermer',
    'Message menu': 'Actions du message',
    'Say hello': 'Dites bonjour',
    You: 'Vous',
    File: 'Fichier',
  },
  el: {
    "{name}'s telephone": 'Το τηλέφωνο: {name}',
    'Whose telephone is this?': 'Ποιανού είναι το τηλέφωνο;',
    Camera: 'Κάμερα',
    'Scan a code': 'Σάρωση κωδικού',
    'Point at a QR code, or paste what it says.': 'Σημαδέψτε έναν κωδικό QR ή επικολλήστε το κείμενό του.',
    'Link or text of the code': 'Σύνδεσμος ή κείμενο του κωδικού',
    Open: 'Άνοιγμα',
    'Use the camera': 'Χρήση κάμερας',
    'Read a picture': 'Ανάγνωση εικόνας',
    'No code was found in this picture': 'Δεν βρέθηκε κωδικός στην εικόνα',
    'No app on this telephone opens that': 'Καμία εφαρμογή του τηλεφώνου δεν το ανοίγει',
    Back: 'Πίσω',
    Home: 'Αρχική',
    More: 'Περισσότερα',
    Chats: 'Συνομιλίες',
    'No messages yet': 'Κανένα μήνυμα ακόμη',
    'Business account': 'Επαγγελματικός λογαριασμός',
    'typing…': 'γράφει…',
    Message: 'Μήνυμα',
    Send: 'Αποστολή',
    Attach: 'Επισύναψη',
    Photo: 'Φωτογραφία',
    Video: 'Βίντεο',
    Document: 'Έγγραφο',
    'Voice message': 'Ηχητικό μήνυμα',
    Location: 'Τοποθεσία',
    Sticker: 'Αυτοκόλλητο',
    Stickers: 'Αυτοκόλλητα',
    Reply: 'Απάντηση',
    Edit: 'Επεξεργασία',
    Unsend: 'Αναίρεση αποστολής',
    Delete: 'Διαγραφή',
    Block: 'Αποκλεισμός',
    Unblock: 'Κατάργηση αποκλεισμού',
    Unfollow: 'Διακοπή παρακολούθησης',
    Follow: 'Ακολουθήστε',
    'Get Started': 'Ξεκινήστε',
    Start: 'Έναρξη',
    Add: 'Προσθήκη',
    'Stop and block': 'Διακοπή και αποκλεισμός',
    'You blocked this business': 'Έχετε αποκλείσει αυτή την επιχείρηση',
    'You left this business': 'Αποχωρήσατε από αυτή την επιχείρηση',
    'This message was deleted': 'Το μήνυμα διαγράφηκε',
    edited: 'τροποποιήθηκε',
    sent: 'στάλθηκε',
    delivered: 'παραδόθηκε',
    read: 'διαβάστηκε',
    Seen: 'Προβλήθηκε',
    Today: 'Σήμερα',
    Yesterday: 'Χθες',
    'No connection; trying again': 'Χωρίς σύνδεση, νέα προσπάθεια',
    'This did not work': 'Δεν τα καταφέραμε',
    Close: 'Κλείσιμο',
    'Message menu': 'Ενέργειες μηνύματος',
    'Say hello': 'Πείτε γεια',
    You: 'Εσείς',
    File: 'Αρχείο',
  },
};

/** @type {Record<string, string>} */
let words = {};
let locale = 'en-GB';

/** @param {string} given such as `fr_FR` */
export function speak(given) {
  locale = given.replace('_', '-');
  const language = /** @type {keyof typeof WORDS} */ (locale.slice(0, 2));
  words = WORDS[language] ?? {};
  document.documentElement.lang = language in WORDS ? language : 'en';
}

/** @param {string} text in English @param {Record<string, string>} [values] */
export function t(text, values = {}) {
  const said = words[text] ?? text;
  return said.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** @param {number} at */
export function hour(at) {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** @param {number} at */
export function longDay(at) {
  return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(at);
}

/** @param {number} at @param {number} now */
export function day(at, now) {
  const midnight = (/** @type {number} */ time) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(now) - midnight(at)) / 86_400_000);
  if (days === 0) return t('Today');
  return days === 1 ? t('Yesterday') : longDay(at);
}
