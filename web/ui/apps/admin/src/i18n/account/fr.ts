import type { AccountTexts } from './en';

export const account: AccountTexts = {
  general: {
    title: 'Général',
    purpose: 'Le nom du compte.',
    intro: 'Ce qui vaut pour toutes les personnes qui travaillent ici.',
    section: 'Le compte',
    name: 'Nom',
    nameHint: 'Votre organisation. Les invitations le disent, et la page de connexion.',
  },
  appearance: {
    title: 'Apparence',
    purpose: 'Votre couleur, et clair ou sombre pour commencer.',
    intro:
      'L’aspect de l’espace de travail et de cette administration pour qui n’a rien choisi d’autre. Les widgets ont leur propre style.',
    colourTitle: 'Couleur',
    colourIntro:
      'Pour les boutons, les liens et ce qui est choisi. Quoi que vous choisissiez, le texte reste lisible.',
    own: 'Utiliser notre propre couleur',
    ownHint: 'Désactivé : la couleur de Frontdesk.',
    accent: 'Votre couleur',
    preview: 'Ce que cela donnera',
    adjusted: (schemes) =>
      `Là où elle serait difficile à lire, elle est un peu assombrie ou éclaircie : ${schemes}.`,
    sampleButton: 'Accepter',
    sampleLink: 'Ticket nº 1042',
    sampleChosen: 'Choisi',
    schemeTitle: 'Clair ou sombre',
    schemeIntro: 'Pour commencer : chacun peut choisir autrement dans son propre menu.',
    scheme: 'Commencer avec',
    schemes: {
      auto: 'Chaque appareil selon son réglage.',
      light: 'Texte sombre sur blanc.',
      dark: 'Texte clair sur fond sombre, doux pour les yeux la nuit.',
      contrast: 'Les couleurs les plus fortes, pour qui voit moins bien.',
    },
  },
  languages: {
    title: 'Langues',
    purpose: 'Les langues dans lesquelles les agents peuvent travailler.',
    intro:
      'Les langues de l’espace de travail et de cette administration. Ce que lisent les clients se règle avec chaque widget et chaque bot.',
    section: 'Les langues de votre équipe',
    offered: 'Proposées',
    offeredHint: 'Chacun choisit l’une d’elles, dans son propre menu.',
    usual: 'Pour commencer',
    usualHint: 'Pour qui a un navigateur qui n’en demande aucune.',
    needsOne: 'Il en faut au moins une.',
    notOffered: 'Cette langue n’est pas parmi celles proposées ci-dessus.',
  },
};
