import type { FrameTexts } from './en';

export const frame: FrameTexts = {
  title: 'Administration',
  skip: 'Aller à la page',
  nav: 'Rubriques',
  openNav: 'Ouvrir les rubriques',
  closeNav: 'Fermer les rubriques',
  crumbs: 'Où vous êtes',
  workspace: 'Retour à l’espace de travail',
  me: ' : langue, couleurs, déconnexion',
  sections: {
    account: 'Compte',
    people: 'Personnes',
    channels: 'Canaux',
    objects: 'Objets et règles',
    routing: 'Routage',
    bots: 'Bots',
    security: 'Sécurité',
  },
  home: {
    title: 'Administration',
    intro:
      'Tout ce qu’un administrateur décide, par sujet. Ce que vous enregistrez ici vaut aussitôt, pour tout le monde.',
  },
  forbidden: {
    title: 'Réservé aux administrateurs',
    hint: (name) =>
      `Vous êtes connecté en tant que ${name}, avec le rôle d’agent. Un administrateur peut changer votre rôle, sous Personnes › Agents.`,
    back: 'Aller à l’espace de travail',
  },
  pageFailedHint: 'Le serveur ne répond pas, ou a été mis à jour entre-temps. Rechargez la page.',
  notFound: {
    title: 'Cette page n’existe pas',
    hint: 'L’adresse est peut-être mal tapée, ou ce qu’elle montrait a été supprimé.',
    back: 'Vers l’administration',
  },
  leave: {
    title: 'Quitter sans enregistrer ?',
    text: 'Vos modifications sur cette page ne sont pas encore enregistrées.',
    leave: 'Quitter',
    stay: 'Rester',
  },
  toasts: { label: 'Messages', close: 'Fermer' },
};
