import { plural } from '@frontdesk/desk/plural';
import type { SocialTexts } from './en';

const count = (n: number, one: string, other: string) => plural('el', n, { one, other });

export const social: SocialTexts = {
  list: {
    title: 'Κοινωνικά κανάλια',
    purpose: 'Οι λογαριασμοί όπου σας γράφουν οι πελάτες: WhatsApp, Messenger, LINE και άλλα.',
    intro:
      'Κάθε λογαριασμός είναι ένας αριθμός, μια σελίδα ή ένα bot σας. Ό,τι γράφουν εκεί οι πελάτες γίνεται συνομιλία εδώ, και οι απαντήσεις φεύγουν από τον ίδιο λογαριασμό. Μπορείτε να συνδέσετε πολλούς του ίδιου είδους.',
    search: 'Αναζήτηση λογαριασμών',
    add: 'Σύνδεση λογαριασμού',
    account: 'Λογαριασμός',
    state: 'Κατάσταση',
    heard: 'Τελευταίο webhook',
    neverHeard: 'κανένα από την εκκίνηση',
    failures: 'Αποτυχίες',
    kind: 'Κανάλι',
    emptyTitle: 'Κανένας λογαριασμός ακόμη',
    emptyHint:
      'Συνδέστε έναν αριθμό WhatsApp, μια σελίδα Facebook, ένα κανάλι LINE ή άλλον λογαριασμό, και τα μηνύματά του φτάνουν στον χώρο εργασίας.',
  },
  kinds: {
    widget: 'Widget',
    chat: 'Chat',
    whatsapp: 'WhatsApp',
    messenger: 'Messenger',
    instagram: 'Instagram',
    line: 'LINE',
    wechat: 'WeChat',
    x: 'X',
    telegram: 'Telegram',
    sms: 'SMS (Twilio)',
  },
  kindHints: {
    widget: '',
    chat: '',
    whatsapp: 'Ένας αριθμός της πλατφόρμας WhatsApp Business (Cloud API).',
    messenger: 'Μια σελίδα Facebook.',
    instagram: 'Ένας επαγγελματικός λογαριασμός Instagram.',
    line: 'Ένας επίσημος λογαριασμός LINE με Messaging API.',
    wechat: 'Ένας λογαριασμός υπηρεσίας WeChat.',
    x: 'Τα προσωπικά μηνύματα ενός λογαριασμού X. Οι κρυπτογραφημένες συνομιλίες δεν διαβάζονται.',
    telegram: 'Ένα bot του Telegram.',
    sms: 'Τα SMS προς έναν αριθμό Twilio.',
  },
  state: {
    not_connected: 'Χωρίς σύνδεση',
    working: 'Λειτουργεί',
    waiting: 'Περιμένει',
    paused: 'Σε παύση',
  },
  add: {
    title: 'Σύνδεση λογαριασμού',
    intro: 'Διαλέξτε το κανάλι και ένα όνομα. Η επόμενη σελίδα λέει τι να αντιγράψετε και από πού.',
    kind: 'Κανάλι',
    name: 'Όνομα',
    nameHint: 'Για εσάς και τους συνεργάτες σας, όπως «Υποστήριξη Ελλάδας».',
    group: 'Ομάδα',
    groupHint: 'Πού πηγαίνει η δουλειά όταν το bot παραδίδει.',
    made: 'Ο λογαριασμός δημιουργήθηκε. Συνδέστε τον τώρα με τον πάροχο.',
  },
  tabs: {
    label: 'Μέρη του λογαριασμού',
    connection: 'Σύνδεση',
    basics: 'Βασικά',
    doctor: 'Διάγνωση',
    letters: 'Χαμένα μηνύματα',
  },
  basics: {
    title: 'Ο λογαριασμός',
    name: 'Όνομα',
    nameHint: 'Οι συνεργάτες το βλέπουν σε κάθε αίτημα, δίπλα στον αριθμό.',
    flow: 'Ροή',
    flowHint: 'Ποιος υποδέχεται τους πελάτες. Η τυπική απάντηση παραδίδει σε ανθρώπους.',
    standard: 'Τυπική απάντηση',
    group: 'Ομάδα',
    groupHint: 'Πού πηγαίνει η δουλειά όταν η ροή δεν ορίζει ομάδα.',
    noGroup: 'Καμία ομάδα',
    saved: 'Αποθηκεύτηκε',
  },
  connection: {
    webhook: 'Πού καλεί ο πάροχος',
    webhookIntro:
      'Δώστε αυτή τη διεύθυνση ως webhook (callback) στον πάροχο. Όπου ο πάροχος το επιτρέπει, δίνεται με την αποθήκευση.',
    address: 'Διεύθυνση webhook',
    copy: 'Αντιγραφή',
    copied: 'Αντιγράφηκε',
    verify: 'Διακριτικό επαλήθευσης',
    verifyHint: 'Δώστε το στον πάροχο δίπλα στη διεύθυνση. Μετά την αποθήκευση δεν εμφανίζεται ξανά.',
    values: 'Από τον πάροχο',
    valuesIntro: (doc) => `Βήμα βήμα: ${doc} στην τεκμηρίωση του Frontdesk.`,
    secrets: 'Μυστικά',
    secretsIntro:
      'Κρυπτογραφούνται και δεν εμφανίζονται ποτέ ξανά. Αφήστε ένα πεδίο κενό για να μείνει ό,τι ισχύει.',
    set: 'έχει οριστεί',
    notSet: 'δεν έχει οριστεί',
    optional: 'προαιρετικό',
    replace: 'Γράψτε νέα τιμή για να αντικατασταθεί.',
    show: 'Εμφάνιση',
    hide: 'Απόκρυψη',
    generate: 'Νέο διακριτικό',
    saved: 'Αποθηκεύτηκε',
    subscribed: 'Ο πάροχος καλεί πλέον αυτόν τον διακομιστή.',
    byHand: 'Αποθηκεύτηκε. Δώστε τώρα τη διεύθυνση webhook στον πάροχο.',
    notSubscribed: (text, code) =>
      code === ''
        ? `Αποθηκεύτηκε, αλλά ο πάροχος δεν δέχτηκε το webhook: ${text}.`
        : `Αποθηκεύτηκε, αλλά ο πάροχος δεν δέχτηκε το webhook: ${text} (${code}).`,
    required: 'Είναι απαραίτητο.',
    wrong: 'Ο διακομιστής δεν δέχεται αυτή την τιμή.',
  },
  settings: {
    phone_number_id: {
      label: 'Κωδικός αριθμού (Phone number ID)',
      hint: 'Meta: η εφαρμογή σας › WhatsApp › API setup. Ψηφία, όχι ο ίδιος ο αριθμός.',
    },
    waba_id: {
      label: 'Κωδικός λογαριασμού WhatsApp Business',
      hint: 'Στην ίδια σελίδα, κάτω από τον κωδικό αριθμού.',
    },
    display_phone_number: {
      label: 'Αριθμός τηλεφώνου',
      hint: 'Με κωδικό χώρας, όπως του γράφουν οι πελάτες.',
    },
    access_token: {
      label: 'Διακριτικό πρόσβασης',
      hint: 'Χρήστη συστήματος που μπορεί να στέλνει μηνύματα, χωρίς λήξη.',
    },
    app_secret: {
      label: 'Μυστικό εφαρμογής (App secret)',
      hint: 'Meta: η εφαρμογή σας › Settings › Basic. Υπογράφει τα webhook.',
    },
    verify_token: {
      label: 'Διακριτικό επαλήθευσης',
      hint: 'Μια δική μας λέξη: ο πάροχος τη δείχνει όταν καλεί πρώτη φορά.',
    },
    page_id: { label: 'Κωδικός σελίδας', hint: 'Σελίδα Facebook › Πληροφορίες › Διαφάνεια σελίδας.' },
    page_username: {
      label: 'Όνομα χρήστη σελίδας',
      hint: 'Όπως στο m.me/…: για συνδέσμους που ανοίγουν τη συνομιλία.',
    },
    instagram_id: {
      label: 'Κωδικός λογαριασμού Instagram',
      hint: 'Του επαγγελματικού λογαριασμού· ψηφία.',
    },
    username: {
      label: 'Όνομα χρήστη Instagram',
      hint: 'Χωρίς @: για συνδέσμους που ανοίγουν τη συνομιλία.',
    },
    channel_id: { label: 'Channel ID', hint: 'LINE Developers › το κανάλι σας › Basic settings.' },
    channel_secret: {
      label: 'Channel secret',
      hint: 'LINE Developers › Basic settings. Υπογράφει τα webhook.',
    },
    channel_access_token: {
      label: 'Channel access token',
      hint: 'Μακράς διάρκειας. Χωρίς αυτό ζητούνται σύντομα με κωδικό και μυστικό.',
    },
    basic_id: { label: 'Basic ID', hint: 'Όπως @123abcde: για συνδέσμους που ανοίγουν τη συνομιλία.' },
    bot_user_id: { label: 'Your user ID', hint: 'LINE Developers › Basic settings· αρχίζει με U.' },
    video_preview_url: {
      label: 'Εικόνα για βίντεο',
      hint: 'Διεύθυνση https ενός JPEG. Χωρίς αυτήν το LINE δεν δείχνει βίντεο.',
    },
    app_id: { label: 'AppID', hint: 'WeChat: Settings and development › Basic configuration.' },
    wechat_app_secret: {
      label: 'AppSecret',
      hint: 'Στην ίδια σελίδα. Η διεύθυνση του διακομιστή πρέπει να επιτρέπεται εκεί.',
    },
    token: {
      label: 'Token',
      hint: 'Μια δική μας λέξη: υπογράφει τα webhook. 3 έως 32 γράμματα και ψηφία.',
    },
    encoding_aes_key: {
      label: 'EncodingAESKey',
      hint: '43 χαρακτήρες. Με αυτό γίνονται πιστευτά μόνο κρυπτογραφημένα μηνύματα.',
    },
    original_id: { label: 'Original ID', hint: 'Αρχίζει με gh_.' },
    user_id: { label: 'Κωδικός χρήστη', hint: 'Του λογαριασμού που λαμβάνει τα μηνύματα· ψηφία.' },
    consumer_secret: {
      label: 'API key secret',
      hint: 'X: η εφαρμογή σας › Keys and tokens. Υπογράφει τα webhook.',
    },
    client_id: { label: 'Client ID', hint: 'OAuth 2.0, στην ίδια σελίδα.' },
    client_secret: { label: 'Client secret', hint: 'Μόνο για εμπιστευτικούς πελάτες (confidential).' },
    refresh_token: {
      label: 'Refresh token',
      hint: 'Από τη συγκατάθεση του λογαριασμού· με offline.access.',
    },
    bearer_token: {
      label: 'Bearer token',
      hint: 'Της εφαρμογής: καταχωρίζει το webhook και το προσέχει.',
    },
    webhook_id: { label: 'Webhook ID', hint: 'Πώς ονομάζει το X το webhook μας· το λέει η διάγνωση.' },
    bot_token: { label: 'Διακριτικό του bot', hint: 'Από τον @BotFather.' },
    bot_username: { label: 'Όνομα χρήστη του bot', hint: 'Χωρίς @.' },
    secret_token: {
      label: 'Μυστικό διακριτικό',
      hint: 'Μια δική μας λέξη: αποδεικνύει ότι καλεί το Telegram.',
    },
    account_sid: { label: 'Account SID', hint: 'Twilio Console· αρχίζει με AC.' },
    auth_token: { label: 'Auth token', hint: 'Twilio Console. Υπογράφει τα webhook.' },
    phone_number: { label: 'Αριθμός τηλεφώνου', hint: 'Με κωδικό χώρας, όπως +1555…' },
    messaging_service_sid: {
      label: 'Messaging service SID',
      hint: 'Αρχίζει με MG. Στέλνει στη θέση του αριθμού.',
    },
    api_key_sid: {
      label: 'API key SID',
      hint: 'Αρχίζει με SK. Μαζί με το μυστικό του, ή κανένα από τα δύο.',
    },
    api_key_secret: { label: 'API key secret', hint: 'Ανήκει στο API key SID.' },
    shared_key_secret: {
      label: 'Κοινό κλειδί',
      hint: 'Μόνο για λογαριασμούς με webhook υπογεγραμμένα με SHA-256.',
    },
  },
  doctor: {
    title: 'Διάγνωση',
    intro: 'Κοιτάζει τον λογαριασμό από εδώ και ρωτά τον πάροχο. Δεν αλλάζει τίποτα.',
    again: 'Νέα εξέταση',
    looking: 'Ερωτάται ο πάροχος…',
    resume: 'Συνέχιση αποστολής',
    resumed: 'Ο λογαριασμός στέλνει πάλι.',
    verdicts: { right: 'Σωστό', doubtful: 'Κοιτάξτε το', wrong: 'Λάθος' },
    fine: 'Όλα είναι σωστά.',
    told: (text) => `Ο πάροχος λέει: ${text}`,
    toldCode: (text, code) => `Ο πάροχος λέει: ${text} (${code})`,
    lines: {
      connected: 'Συμπληρωμένο',
      address: 'Διεύθυνση του διακομιστή',
      standing: 'Αποστολή',
      arriving: 'Τελευταίο webhook',
      refused: 'Webhook που απορρίφθηκαν',
      sending: 'Τελευταίο εξερχόμενο μήνυμα',
      alert: 'Λόγος του παρόχου',
      token_end: 'Λήξη διακριτικού',
      unread: 'Δεν έγιναν κατανοητά',
      dead_letters: 'Χαμένα μηνύματα',
    },
    checks: {
      token: 'Διακριτικό πρόσβασης',
      account: 'Λογαριασμός',
      webhook: 'Webhook στον πάροχο',
      webhook_test: 'Δοκιμαστική κλήση του webhook',
      subscription: 'Συνδρομή στα μηνύματα',
      sending: 'Δικαίωμα αποστολής',
      quota: 'Μηνιαίο όριο',
      quota_used: 'Χρήση αυτόν τον μήνα',
      other: (name) => `Έλεγχος «${name}»`,
    },
    said: {
      connected: {
        right: 'Όλα όσα χρειάζονται έχουν συμπληρωθεί.',
        not_connected: 'Τίποτα δεν έχει συμπληρωθεί ακόμη. Συμπληρώστε την καρτέλα Σύνδεση.',
        other_key:
          'Τα στοιχεία σφραγίστηκαν με άλλο κλειδί. Δώστε πίσω στον διακομιστή το αρχείο κλειδιού του, ή συμπληρώστε ξανά τα μυστικά.',
      },
      address: {
        right: (text) => `Οι πάροχοι τον βρίσκουν στο ${text}.`,
        not_https: (text) =>
          `Οι πάροχοι καλούν μόνο διευθύνσεις https· αυτή ${text === '' ? 'δεν έχει οριστεί' : `είναι ${text}`}. Ορίστε το public_url στη διαμόρφωση.`,
      },
      standing: {
        working: 'Τα μηνύματα φεύγουν.',
        waiting: (until, text) => `Ο πάροχος ζήτησε αναμονή έως ${until}: ${text}. Συνεχίζει μόνο του.`,
        paused: (since, text) =>
          `Τίποτα δεν στέλνεται από ${since}: ${text}. Διορθώστε τα στοιχεία στην καρτέλα Σύνδεση και συνεχίστε.`,
      },
      arriving: {
        right: (at) => `Ο πάροχος κάλεσε τελευταία φορά ${at}.`,
        handshake_only: (at) => `Το webhook έγινε δεκτό ${at}· δεν έχει έρθει μήνυμα ακόμη.`,
        never:
          'Ο πάροχος δεν έχει καλέσει από την εκκίνηση του διακομιστή. Δώστε του τη διεύθυνση webhook και γράψτε ένα μήνυμα στον λογαριασμό.',
      },
      refused: {
        right: 'Κανένα δεν απορρίφθηκε.',
        unsigned: (at) =>
          `Στις ${at} ήρθε κλήση χωρίς υπογραφή. Αν ήταν ο πάροχος, εκεί η υπογραφή είναι κλειστή.`,
        wrong_signature: (at) =>
          `Στις ${at} μια υπογραφή ήταν λάθος: το μυστικό στην καρτέλα Σύνδεση δεν είναι αυτό με το οποίο υπογράφει ο πάροχος.`,
        stale: (at) => `Στις ${at} μια κλήση ήταν πολύ παλιά. Ελέγξτε το ρολόι του διακομιστή.`,
        wrong_token: (at) =>
          `Στις ${at} το διακριτικό επαλήθευσης ήταν άλλο. Δώστε το ίδιο εδώ και στον πάροχο.`,
        no_secret: (at) =>
          `Στις ${at} μια κλήση δεν μπόρεσε να ελεγχθεί: λείπει εδώ το μυστικό που υπογράφει.`,
        malformed: (at) => `Στις ${at} ήρθε κάτι που δεν είναι webhook. Ίσως κάλεσε κάποιος άλλος.`,
      },
      sending: {
        right: (at) => `Το τελευταίο μήνυμα έφυγε ${at}.`,
        never: 'Τίποτα δεν στάλθηκε από την εκκίνηση του διακομιστή.',
        mended: (at) => `Ένα μήνυμα απέτυχε ${at}, αλλά επόμενα έφυγαν.`,
        failed: (at) => `Το τελευταίο μήνυμα απέτυχε ${at}.`,
      },
      alert: (at) => `Ειπώθηκε ${at}.`,
      token_end: {
        right: (at) => `Το τρέχον διακριτικό λήγει ${at} και ανανεώνεται μόνο του όπου ο πάροχος δίνει νέο.`,
        doubtful: (at) => `Το διακριτικό λήγει ${at}. Πάρτε νέο πριν από τότε.`,
        wrong: (at) => `Το διακριτικό έληξε ${at}. Πάρτε νέο.`,
      },
      unread: {
        right: 'Ό,τι ήρθε έγινε κατανοητό.',
        doubtful: (n) => `${n} στοιχεία δεν έγιναν κατανοητά· όπου γινόταν, φυλάσσονται στα Χαμένα μηνύματα.`,
      },
      dead_letters: {
        right: 'Κανένα.',
        doubtful: (n) => `${n} περιμένουν στα Χαμένα μηνύματα.`,
      },
      checks: {
        token: 'Πάρτε νέο διακριτικό από τον πάροχο και δώστε το στη Σύνδεση.',
        account: 'Συγκρίνετε τους κωδικούς στη Σύνδεση με τη σελίδα του παρόχου.',
        webhook: 'Δώστε τη διεύθυνση webhook στον πάροχο, ή αποθηκεύστε ξανά τη σύνδεση.',
        webhook_test:
          'Ο πάροχος δεν βρίσκει τον διακομιστή: κοιτάξτε διεύθυνση, τείχος προστασίας και πιστοποιητικό.',
        subscription: 'Αποθηκεύστε ξανά τη σύνδεση, ώστε να ζητηθούν τα μηνύματα.',
        sending: 'Ο λογαριασμός δεν έχει δικαίωμα αποστολής στον πάροχο.',
        quota: 'Κοιτάξτε το πρόγραμμα του λογαριασμού στον πάροχο.',
        quota_used: 'Κοιτάξτε το πρόγραμμα του λογαριασμού στον πάροχο.',
        other: 'Κοιτάξτε τον λογαριασμό στον πάροχο.',
      },
    },
  },
  letters: {
    title: 'Χαμένα μηνύματα',
    intro:
      'Ό,τι επρόκειτο να φύγει και εγκαταλείφθηκε, και ό,τι ήρθε και δεν διαβαζόταν. Ξεχάστε ό,τι τακτοποιήθηκε.',
    out: 'Εξερχόμενο',
    in: 'Εισερχόμενο',
    to: (name) => `Προς ${name}`,
    unknown: 'κάποιον',
    ticket: (n) => `Αίτημα #${n}`,
    conversation: 'Άνοιγμα συνομιλίας',
    raw: 'Όπως ήρθε',
    retry: 'Νέα αποστολή',
    retried: 'Το μήνυμα είναι πάλι καθ’ οδόν.',
    forget: 'Ξεχάστε το',
    forgotten: 'Ξεχάστηκε',
    forgetOf: (of) => `Ξεχάστε το: ${of}`,
    retryOf: (of) => `Νέα αποστολή: ${of}`,
    noHelp: 'Νέα αποστολή θα αποτύγχανε ξανά.',
    emptyTitle: 'Κανένα χαμένο μήνυμα',
    emptyHint: 'Κάθε μήνυμα του λογαριασμού βρήκε τον δρόμο του.',
    count: (n) => count(n, '1 μήνυμα', `${n} μηνύματα`),
    whys: {
      unreadable: 'Δεν διαβαζόταν.',
      other: (why) => `Αιτία: ${why}`,
    },
  },
};
