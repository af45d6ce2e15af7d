/**
 * Every page of the admin centre, in the order of the navigation. A new page is one entry here, a view below
 * `pages/<area>/`, and its words in `i18n/<area>/`.
 */
import {
  IconArrowsSplit2,
  IconBolt,
  IconBroadcast,
  IconBuilding,
  IconDevices,
  IconForms,
  IconHistory,
  IconKey,
  IconLanguage,
  IconMailPlus,
  IconMessageChatbot,
  IconPalette,
  IconPlayerPlay,
  IconRoute,
  IconShieldCheck,
  IconTerminal2,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Texts } from './i18n/en';
import type { Say } from './models/say';

export interface PageProps {
  /** What stands behind the page's own path: `[]`, `['new']`, `['12']`, `['12', 'style']`. */
  rest: readonly string[];
}

export interface Page {
  /** Below `/admin/`. */
  readonly path: string;
  readonly section: keyof Texts['frame']['sections'];
  readonly title: Say;
  /** One sentence for whoever looks for the right page. */
  readonly purpose: Say;
  readonly icon: typeof IconUsers;
  readonly View: PageView;
}

/** Fetched when it is opened, or before. */
type PageView = LazyExoticComponent<ComponentType<PageProps>> & { readonly preload?: () => Promise<unknown> };

function page(load: () => Promise<{ default: ComponentType<PageProps> }>): PageView {
  return Object.assign(lazy(load), { preload: load });
}

export const PAGES: readonly Page[] = [
  {
    path: 'account/general',
    section: 'account',
    title: (t) => t.account.general.title,
    purpose: (t) => t.account.general.purpose,
    icon: IconBuilding,
    View: page(() => import('./pages/account/general')),
  },
  {
    path: 'account/appearance',
    section: 'account',
    title: (t) => t.account.appearance.title,
    purpose: (t) => t.account.appearance.purpose,
    icon: IconPalette,
    View: page(() => import('./pages/account/appearance')),
  },
  {
    path: 'account/languages',
    section: 'account',
    title: (t) => t.account.languages.title,
    purpose: (t) => t.account.languages.purpose,
    icon: IconLanguage,
    View: page(() => import('./pages/account/languages')),
  },
  {
    path: 'people/agents',
    section: 'people',
    title: (t) => t.people.agents.title,
    purpose: (t) => t.people.agents.purpose,
    icon: IconUsers,
    View: page(() => import('./pages/people/agents')),
  },
  {
    path: 'people/invitations',
    section: 'people',
    title: (t) => t.people.invitations.title,
    purpose: (t) => t.people.invitations.purpose,
    icon: IconMailPlus,
    View: page(() => import('./pages/people/invitations')),
  },
  {
    path: 'people/groups',
    section: 'people',
    title: (t) => t.people.groups.title,
    purpose: (t) => t.people.groups.purpose,
    icon: IconUsersGroup,
    View: page(() => import('./pages/people/groups')),
  },
  {
    path: 'people/roles',
    section: 'people',
    title: (t) => t.people.rolesPage.title,
    purpose: (t) => t.people.rolesPage.purpose,
    icon: IconShieldCheck,
    View: page(() => import('./pages/people/roles')),
  },
  {
    path: 'channels/messaging',
    section: 'channels',
    title: (t) => t.channels.list.title,
    purpose: (t) => t.channels.list.purpose,
    icon: IconMessageChatbot,
    View: page(() => import('./pages/channels/messaging')),
  },
  {
    path: 'channels/social',
    section: 'channels',
    title: (t) => t.social.list.title,
    purpose: (t) => t.social.list.purpose,
    icon: IconBroadcast,
    View: page(() => import('./pages/social/social')),
  },
  {
    path: 'objects/fields',
    section: 'objects',
    title: (t) => t.objects.fields.title,
    purpose: (t) => t.objects.fields.purpose,
    icon: IconForms,
    View: page(() => import('./pages/objects/fields')),
  },
  {
    path: 'objects/shortcuts',
    section: 'objects',
    title: (t) => t.shortcuts.title,
    purpose: (t) => t.shortcuts.purpose,
    icon: IconBolt,
    View: page(() => import('./pages/shortcuts/shortcuts')),
  },
  {
    path: 'objects/macros',
    section: 'objects',
    title: (t) => t.macros.title,
    purpose: (t) => t.macros.purpose,
    icon: IconPlayerPlay,
    View: page(() => import('./pages/macros/macros')),
  },
  {
    path: 'routing',
    section: 'routing',
    title: (t) => t.routing.title,
    purpose: (t) => t.routing.purpose,
    icon: IconArrowsSplit2,
    View: page(() => import('./pages/routing/settings')),
  },
  {
    path: 'bots/flows',
    section: 'bots',
    title: (t) => t.flows.title,
    purpose: (t) => t.flows.purpose,
    icon: IconRoute,
    View: page(() => import('./pages/bots/flows')),
  },
  {
    path: 'security/signing-keys',
    section: 'security',
    title: (t) => t.security.keys.title,
    purpose: (t) => t.security.keys.purpose,
    icon: IconKey,
    View: lazy(() => import('./pages/security/signing_keys')),
  },
  {
    path: 'security/api-tokens',
    section: 'security',
    title: (t) => t.security.tokens.title,
    purpose: (t) => t.security.tokens.purpose,
    icon: IconTerminal2,
    View: lazy(() => import('./pages/security/api_tokens')),
  },
  {
    path: 'security/sessions',
    section: 'security',
    title: (t) => t.security.sessions.title,
    purpose: (t) => t.security.sessions.purpose,
    icon: IconDevices,
    View: lazy(() => import('./pages/security/sessions')),
  },
  {
    path: 'security/audit',
    section: 'security',
    title: (t) => t.security.audit.title,
    purpose: (t) => t.security.audit.purpose,
    icon: IconHistory,
    View: lazy(() => import('./pages/security/audit')),
  },
];

/** The page of a path, and what of the path is left for it. */
export function findPage(path: string): { page: Page; rest: readonly string[] } | null {
  for (const page of PAGES) {
    if (path === page.path) return { page, rest: [] };
    if (path.startsWith(`${page.path}/`)) {
      const rest = path
        .slice(page.path.length + 1)
        .split('/')
        .map(decoded);
      return { page, rest };
    }
  }
  return null;
}

/** All pages, one after the other: from then on opening one waits for nothing but its data. */
export async function preloadPages(): Promise<void> {
  for (const { View } of PAGES) {
    try {
      await View.preload?.();
    } catch {
      // It is fetched again when it is opened, and says so there if it fails again.
    }
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
