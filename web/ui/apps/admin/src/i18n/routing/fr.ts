import type { RoutingTexts } from './en';

export const routing: RoutingTexts = {
  title: 'Routage',
  purpose: 'Comment les conversations trouvent un agent, et quand elles se terminent.',
  intro:
    'Quand le bot passe la main, le routage cherche qui prend la conversation : un agent en ligne, du bon groupe, qui a de la place.',
  offers: {
    title: 'Trouver un agent',
    intro: 'Ce qui se passe quand une conversation attend une personne.',
  },
  away: {
    title: 'Quand quelqu’un n’est plus là',
    intro:
      'Les lignes coupent et les téléphones s’endorment. Ces durées décident quand le silence veut dire que quelqu’un est parti.',
  },
  end: {
    title: 'Quand un ticket est terminé',
    intro: 'Un ticket clos ne se rouvre pas : le bot accueille le message suivant.',
  },
  bot: { title: 'Le bot' },
  modes: {
    offer: {
      label: 'Demander à un agent à la fois',
      hint: 'Il voit Accepter et Refuser avec un compte à rebours. Sans réponse, on demande au suivant.',
    },
    broadcast: {
      label: 'Demander à tous en même temps',
      hint: 'Qui accepte d’abord l’obtient. Rapide, mais tout le monde est interrompu.',
    },
    auto_accept: {
      label: 'Attribuer sans demander',
      hint: 'Elle arrive chez l’agent dont c’est le tour. Pour les équipes qui prennent tout.',
    },
  },
  strategies: {
    longest_idle: {
      label: 'Qui attend depuis le plus longtemps',
      hint: 'Chacun son tour, même pour les plus rapides.',
    },
    most_spare: {
      label: 'Qui a le plus de place',
      hint: 'Compté en conversations : qui peut en avoir 6 passe avant qui peut en avoir 3.',
    },
    most_spare_percent: {
      label: 'Qui est le moins chargé',
      hint: 'Compté en part de ce que chacun peut avoir : 1 sur 4 passe avant 2 sur 6.',
    },
  },
  fields: {
    routing: 'Comment demander aux agents',
    strategy: 'Qui passe en premier',
    offer_timeout_ms: 'Temps pour répondre à une offre',
    count_inactive: 'Les conversations silencieuses comptent',
    presence_grace_ms: 'La ligne d’un agent peut manquer pendant',
    chat_grace_ms: 'Le visiteur d’un chat peut être parti pendant',
    inactive_after_ms: 'Une conversation est silencieuse après',
    close_after_ms: 'Un ticket résolu est clos après',
    agents_may_close: 'Les agents peuvent clore les tickets',
    bot_name: 'Nom du bot',
  },
  hints: {
    offer_timeout_ms:
      'Ensuite l’offre compte comme manquée et va à quelqu’un d’autre. 30 secondes conviennent à la plupart des équipes.',
    count_inactive:
      'Activé : un client devenu silencieux occupe toujours une place. Désactivé : l’agent en reçoit un autre entre-temps.',
    presence_grace_ms:
      'Ensuite ses conversations sont proposées à d’autres. Recharger la page prend quelques secondes.',
    chat_grace_ms:
      'Ensuite le chat se termine. Les autres canaux n’ont pas cette fin : les gens reviennent des heures plus tard.',
    inactive_after_ms: 'Sans un mot du client. L’agent la voit comme inactive.',
    close_after_ms: 'Jusque-là, un mot du client le rouvre. Au plus 28 jours.',
    agents_may_close: 'Désactivé : les agents résolvent, et le serveur clôt après la durée ci-dessus.',
    bot_name: 'Ce que les clients lisent au-dessus de ses messages, si son flux n’a pas de nom à lui.',
  },
};
