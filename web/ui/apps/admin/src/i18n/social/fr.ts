import { plural } from '@frontdesk/desk/plural';
import type { SocialTexts } from './en';
import { settings } from './settings/fr';

const count = (n: number, one: string, other: string) => plural('fr', n, { one, other });

export const social: SocialTexts = {
  list: {
    title: 'Canaux sociaux',
    purpose: 'Les comptes par lesquels vos clients vous écrivent : WhatsApp, Messenger, LINE et d’autres.',
    intro:
      'Chaque compte est un de vos numéros, pages ou bots. Ce que les clients y écrivent devient une conversation ici, et les réponses repartent du même compte. Vous pouvez en connecter plusieurs par canal.',
    search: 'Rechercher un compte',
    add: 'Connecter un compte',
    account: 'Compte',
    state: 'État',
    heard: 'Dernier webhook',
    neverHeard: 'pas depuis le démarrage',
    failures: 'Échecs',
    kind: 'Canal',
    total: (n) => count(n, `${n} compte`, `${n} comptes`),
    emptyTitle: 'Aucun compte',
    emptyHint:
      'Connectez un numéro WhatsApp, une page Facebook, un canal LINE ou un autre compte : ses messages arrivent dans l’espace de travail.',
  },
  kindHints: {
    whatsapp: 'Un numéro de la plateforme WhatsApp Business (Cloud API).',
    messenger: 'Une page Facebook.',
    instagram: 'Un compte Instagram professionnel.',
    line: 'Un compte officiel LINE avec la Messaging API.',
    wechat: 'Un compte de service WeChat.',
    x: 'Les messages privés d’un compte X. Les discussions chiffrées de bout en bout sont illisibles.',
    telegram: 'Un bot Telegram.',
    sms: 'Les SMS envoyés à un numéro Twilio.',
  },
  state: {
    not_connected: 'Non connecté',
    working: 'Fonctionne',
    waiting: 'En attente',
    paused: 'En pause',
  },
  found: { wrong: 'Un problème', doubtful: 'À vérifier' },
  add: {
    title: 'Connecter un compte',
    intro: 'Choisissez le canal et un nom. La page suivante dit quoi copier et d’où.',
    kind: 'Canal',
    name: 'Nom',
    nameHint: 'Pour vous et vos agents, par exemple « Support France ».',
    group: 'Groupe',
    groupHint: 'Où va le travail quand le bot passe la main.',
    made: 'Le compte est créé. Connectez-le maintenant à son fournisseur.',
  },
  tabs: {
    label: 'Parties du compte',
    connection: 'Connexion',
    basics: 'Général',
    doctor: 'Vérification',
    letters: 'Non remis',
  },
  basics: {
    title: 'Le compte',
    name: 'Nom',
    nameHint: 'Les agents le voient sur chaque ticket, à côté du numéro.',
    flow: 'Scénario',
    flowHint: 'Qui accueille les clients. La réponse standard passe la main à l’équipe.',
    standard: 'Réponse standard',
    group: 'Groupe',
    groupHint: 'Où va le travail quand le scénario ne nomme aucun groupe.',
    noGroup: 'Aucun groupe',
    saved: 'Enregistré',
  },
  connection: {
    webhook: 'Où le fournisseur appelle',
    webhookIntro:
      'Saisissez cette adresse comme webhook (callback) chez le fournisseur. Là où il le permet, elle est saisie à l’enregistrement.',
    address: 'Adresse du webhook',
    copy: 'Copier',
    copied: 'Copié',
    verify: 'Jeton de vérification',
    verifyHint:
      'Saisissez-le chez le fournisseur à côté de l’adresse. Il n’est plus affiché après l’enregistrement.',
    values: 'Du fournisseur',
    guide: (channel) => `Connecter ${channel}, pas à pas`,
    newTab: 's’ouvre dans un nouvel onglet',
    secrets: 'Secrets',
    secretsIntro:
      'Ils sont chiffrés et ne sont plus jamais affichés. Ce qui est enregistré reste jusqu’à ce que vous le remplaciez.',
    set: 'Enregistré',
    notSet: 'Non défini',
    optional: 'facultatif',
    replace: 'Remplacer',
    replaceOf: (label) => `Remplacer : ${label}`,
    keep: 'Garder celui qui est enregistré',
    keepOf: (label) => `Garder celui qui est enregistré : ${label}`,
    show: 'Afficher',
    hide: 'Masquer',
    generate: 'En créer un nouveau',
    saved: 'Enregistré',
    subscribed: 'Le fournisseur appelle désormais ce serveur.',
    byHand: 'Enregistré. Saisissez maintenant l’adresse du webhook chez le fournisseur.',
    notSubscribed: (told) => `Enregistré, mais le fournisseur n’a pas pris le webhook : ${told}.`,
    required: 'C’est nécessaire.',
    wrong: 'Le serveur n’accepte pas cette valeur.',
  },
  settings,
  doctor: {
    title: 'Vérification de la connexion',
    intro: 'Examine le compte d’ici et interroge son fournisseur. Rien n’en est changé.',
    again: 'Vérifier de nouveau',
    looking: 'Le fournisseur est interrogé…',
    resume: 'Reprendre l’envoi',
    resumed: 'Le compte envoie de nouveau.',
    verdicts: { right: 'Correct', doubtful: 'À regarder', wrong: 'Faux' },
    fine: 'Tout est correct.',
    told: (text) => `Le fournisseur dit : ${text}`,
    inOrder: 'En ordre.',
    lines: {
      connected: 'Renseigné',
      address: 'Adresse de ce serveur',
      standing: 'Envoi',
      arriving: 'Dernier webhook',
      refused: 'Webhooks refusés',
      sending: 'Dernier message sortant',
      alert: 'Mot du fournisseur',
      token_end: 'Fin du jeton',
      unread: 'Non compris',
      dead_letters: 'Messages non remis',
    },
    checks: {
      token: 'Jeton d’accès',
      account: 'Compte',
      webhook: 'Webhook chez le fournisseur',
      webhook_test: 'Appel d’essai du webhook',
      subscription: 'Abonnement aux messages',
      sending: 'Droit d’envoyer',
      quota: 'Quota mensuel',
      quota_used: 'Utilisé ce mois-ci',
      other: (name) => `Contrôle « ${name} »`,
    },
    said: {
      connected: {
        right: 'Tout ce qu’il faut est renseigné.',
        not_connected: 'Rien n’est encore renseigné. Remplissez l’onglet Connexion.',
        other_key:
          'Les identifiants ont été scellés avec une autre clé. Rendez au serveur son fichier de clé, ou saisissez à nouveau les secrets.',
      },
      address: {
        right: (text) => `Les fournisseurs le joignent à ${text}.`,
        not_https: (text) =>
          `Les fournisseurs n’appellent que des adresses https ; celle-ci est ${text === '' ? 'absente' : text}. Réglez public_url dans la configuration.`,
      },
      standing: {
        working: 'Les messages partent.',
        waiting: (until, text) =>
          `Le fournisseur a demandé d’attendre jusqu’au ${until} : ${text}. L’envoi reprend tout seul.`,
        paused: (since, text) =>
          `Rien n’est envoyé depuis le ${since} : ${text}. Réparez les identifiants dans l’onglet Connexion, puis reprenez.`,
      },
      arriving: {
        right: (at) => `Dernier appel du fournisseur : ${at}.`,
        handshake_only: (at) => `Le webhook a été accepté le ${at} ; aucun message n’est encore venu.`,
        never:
          'Le fournisseur n’a pas appelé depuis le démarrage de ce serveur. Saisissez-y l’adresse du webhook et écrivez un message au compte.',
      },
      refused: {
        right: 'Aucun n’a été refusé.',
        unsigned: (at) =>
          `Le ${at}, un appel est venu sans signature. Si c’était le fournisseur, la signature y est désactivée.`,
        wrong_signature: (at) =>
          `Le ${at}, une signature était fausse : le secret de l’onglet Connexion n’est pas celui avec lequel le fournisseur signe.`,
        stale: (at) => `Le ${at}, un appel était trop ancien. Vérifiez l’horloge de ce serveur.`,
        wrong_token: (at) =>
          `Le ${at}, le jeton de vérification était un autre. Saisissez le même ici et chez le fournisseur.`,
        no_secret: (at) => `Le ${at}, un appel n’a pas pu être vérifié : le secret qui signe manque ici.`,
        malformed: (at) =>
          `Le ${at}, quelque chose est venu qui n’est pas un webhook. Quelqu’un d’autre a peut-être appelé.`,
      },
      sending: {
        right: (at) => `Le dernier message est parti le ${at}.`,
        never: 'Rien n’a été envoyé depuis le démarrage de ce serveur.',
        mended: (at) => `Un message a échoué le ${at}, mais d’autres sont partis depuis.`,
        failed: (at) => `Le dernier message a échoué le ${at}.`,
      },
      alert: (at) => `Dit le ${at}.`,
      token_end: {
        right: (at) =>
          `Le jeton en usage finit le ${at} et se renouvelle tout seul là où le fournisseur en donne un nouveau.`,
        doubtful: (at) => `Le jeton finit le ${at}. Obtenez-en un nouveau avant.`,
        wrong: (at) => `Le jeton a fini le ${at}. Obtenez-en un nouveau.`,
      },
      unread: {
        right: 'Tout ce qui est venu a été compris.',
        doubtful: (n) =>
          count(
            n,
            'Un élément reçu n’a pas été compris ; s’il a pu être gardé, il est sous Non remis.',
            `${n} éléments reçus n’ont pas été compris ; ceux qui ont pu être gardés sont sous Non remis.`,
          ),
      },
      dead_letters: {
        right: 'Aucun.',
        doubtful: (n) =>
          count(n, 'Un message attend sous Non remis.', `${n} messages attendent sous Non remis.`),
      },
      checks: {
        token: 'Obtenez un nouveau jeton chez le fournisseur et saisissez-le sous Connexion.',
        account: 'Comparez les identifiants sous Connexion avec la page du fournisseur.',
        webhook:
          'Saisissez l’adresse du webhook chez le fournisseur, ou enregistrez de nouveau la connexion.',
        webhook_test:
          'Le fournisseur ne joint pas ce serveur : regardez l’adresse, le pare-feu et le certificat.',
        subscription: 'Enregistrez de nouveau la connexion pour que les messages soient demandés.',
        sending: 'Le compte n’a pas le droit d’envoyer chez le fournisseur.',
        quota: 'Regardez la formule du compte chez le fournisseur.',
        quota_used: 'Regardez la formule du compte chez le fournisseur.',
        other: 'Regardez le compte chez le fournisseur.',
      },
    },
  },
  letters: {
    title: 'Messages non remis',
    intro:
      'Les messages qui n’ont pas pu partir, et ceux de clients qui n’ont pas pu être pris en compte. Réessayez une fois la cause levée ; oubliez ce qui est réglé.',
    out: 'Sortant',
    in: 'Entrant',
    to: (name) => `À ${name}`,
    unknown: 'quelqu’un',
    ticket: (n) => `Ticket nº ${n}`,
    conversation: 'Ouvrir la conversation',
    raw: 'Tel que reçu',
    retry: 'Renvoyer',
    retried: 'Le message est de nouveau en route.',
    takeAgain: 'Réessayer',
    takeAgainOf: (of) => `Réessayer : ${of}`,
    taken: 'Le message a été pris en compte.',
    still: (why) => `Toujours impossible : ${why}`,
    lost: (n) =>
      count(
        n,
        'Le message a été pris en compte sans un de ses fichiers.',
        `Le message a été pris en compte sans ${n} de ses fichiers.`,
      ),
    forget: 'Oublier',
    forgotten: 'Oublié',
    forgetOf: (of) => `Oublier : ${of}`,
    retryOf: (of) => `Renvoyer : ${of}`,
    noHelp: 'Un nouvel envoi échouerait encore.',
    emptyTitle: 'Aucun message non remis',
    emptyHint: 'Chaque message de ce compte a trouvé son chemin.',
    count: (n) => count(n, '1 message', `${n} messages`),
    whys: {
      unreadable: 'Illisible.',
      other: (why) => `Raison : ${why}`,
    },
  },
};
