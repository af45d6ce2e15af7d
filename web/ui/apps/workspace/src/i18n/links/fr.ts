import type { LinkTexts } from './en';

export const links: LinkTexts = {
  news: {
    asked: (channel, account) => `Le client a demandé un code pour continuer dans ${channel} (${account})`,
    pending: (channel, account) =>
      `Quelqu’un est arrivé dans ${channel} (${account}) avec le code et doit confirmer`,
    linked: (channel, account) => `Le client continue dans ${channel} (${account})`,
    declined: (channel, account) => `La poursuite dans ${channel} (${account}) a été refusée`,
    expired: (channel, account) => `Le code pour ${channel} (${account}) n’a pas été utilisé à temps`,
    unlinked: (channel, account) => `Le client a déconnecté ${channel} (${account})`,
    back: () => 'Le client continue de nouveau dans le widget',
    came: (channel, account) => `Arrivé dans ${channel} (${account}) par un lien du widget`,
  },
  linkedAs: (line, name) => `${line}, en tant que ${name}`,
  instead: {
    choose: 'Envoyer plutôt dans le widget',
    chosen: (channel) =>
      `Cette réponse part dans le widget web. Le client a écrit en dernier dans ${channel} et ne l’y verra pas.`,
    cancel: 'Annuler',
    sent: (channel) => `Envoyé dans le widget web au lieu de ${channel}`,
  },
  wentElsewhere: 'Le client continue dans une autre conversation',
};
