import type { SettingTexts } from './en';

export const settings: SettingTexts = {
  phone_number_id: {
    label: 'Αναγνωριστικό αριθμού (Phone number ID)',
    hint: 'Meta: η εφαρμογή σας › WhatsApp › API setup. Ψηφία, όχι ο ίδιος ο αριθμός.',
  },
  waba_id: {
    label: 'Αναγνωριστικό λογαριασμού WhatsApp Business',
    hint: 'Στην ίδια σελίδα, κάτω από το αναγνωριστικό αριθμού.',
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
  page_id: { label: 'Αναγνωριστικό σελίδας', hint: 'Σελίδα Facebook › Πληροφορίες › Διαφάνεια σελίδας.' },
  page_username: {
    label: 'Όνομα χρήστη σελίδας',
    hint: 'Όπως στο m.me/…: για συνδέσμους που ανοίγουν τη συνομιλία.',
  },
  instagram_id: {
    label: 'Αναγνωριστικό λογαριασμού Instagram',
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
    hint: 'Μακράς διάρκειας. Χωρίς αυτό ζητούνται σύντομα με αναγνωριστικό και μυστικό.',
  },
  basic_id: { label: 'Basic ID', hint: 'Όπως @123abcde: για συνδέσμους που ανοίγουν τη συνομιλία.' },
  bot_user_id: {
    label: 'Αναγνωριστικό χρήστη του bot',
    hint: 'Όχι το δικό σας. Μπορεί να μείνει κενό: το δείχνει ο έλεγχος.',
  },
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
  user_id: { label: 'Αναγνωριστικό χρήστη', hint: 'Του λογαριασμού που λαμβάνει τα μηνύματα· ψηφία.' },
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
  webhook_id: { label: 'Webhook ID', hint: 'Πώς ονομάζει το X το webhook μας· το λέει ο έλεγχος.' },
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
};
