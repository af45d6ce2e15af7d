/** What the palette can do: every command by which the workspace is steered without a pointer. */

import { LIST_NAMES } from '@frontdesk/client/desk';
import { LANGUAGE_NAMES, LANGUAGES } from '@frontdesk/desk/languages';
import { SCHEMES } from '@frontdesk/desk/look';
import type { AgentStatus } from '@frontdesk/protocol';
import type { Command } from './palette';
import { SOUNDS } from './preferences';
import type { Workspace } from './workspace';

const STATUSES: readonly AgentStatus[] = ['online', 'away', 'transfers_only', 'offline'];

/** Which commands there are depends on nothing but who is signed in; what can be done now, each says itself. */
export function commandsOf(workspace: Workspace): readonly Command[] {
  return [...deeds(workspace), ...places(workspace), ...statuses(workspace), ...looks(workspace)];
}

function deeds(workspace: Workspace): readonly Command[] {
  const { tabs, accept } = workspace;
  const inTab = () => tabs.snapshot().place.at === 'conversation';
  return [
    {
      id: 'accept',
      title: (t) => t.frame.palette.command.accept,
      keys: ['Alt', 'A'],
      when: () => accept.snapshot().is === 'offered',
      run: () => void accept.accept(),
    },
    {
      id: 'next',
      title: (t) => t.frame.palette.command.next,
      when: () => (workspace.client.store.state.desk?.counts.unassigned ?? 0) > 0,
      run: () => void workspace.takeNext(),
    },
    {
      id: 'macro',
      title: (t) => t.macros.open,
      also: (t) => t.macros.title,
      keys: ['Alt', 'X'],
      when: inTab,
      run: workspace.openMacros,
    },
    {
      id: 'close',
      title: (t) => t.frame.palette.command.close,
      keys: ['Alt', 'W'],
      when: inTab,
      run: () => workspace.closeTab(),
    },
    {
      id: 'reopen',
      title: (t) => t.frame.palette.command.reopen,
      keys: ['Alt', 'Shift', 'W'],
      when: () => tabs.canReopen,
      run: () => tabs.reopen(),
    },
  ];
}

function places(workspace: Workspace): readonly Command[] {
  const lists = LIST_NAMES.map(
    (name): Command => ({
      id: `list-${name}`,
      title: (t) => t.frame.palette.command.list(t.frame.lists.names[name]),
      run: () => workspace.goToList(name),
    }),
  );
  return [
    ...lists,
    { id: 'people', title: (t) => t.frame.palette.command.people, run: workspace.tabs.people },
    {
      id: 'notifier',
      title: (t) => t.frame.palette.command.notifier,
      keys: ['Alt', 'M'],
      run: () => workspace.notifier.open(true),
    },
    {
      id: 'admin',
      title: (t) => t.frame.palette.command.admin,
      when: () => workspace.status.snapshot().me.role === 'admin',
      run: () => workspace.ports.visit('/admin/'),
    },
  ];
}

function statuses({ status }: Workspace): readonly Command[] {
  return STATUSES.map((one) => ({
    id: `status-${one}`,
    title: (t) => t.frame.palette.command.status(t.status[one]),
    also: (t) => t.status.label,
    when: () => status.snapshot().status !== one,
    run: () => void status.choose(one),
  }));
}

function looks({ ports: { preferences } }: Workspace): readonly Command[] {
  const chosen = () => preferences.snapshot();
  const languages = LANGUAGES.map(
    (language): Command => ({
      id: `language-${language}`,
      title: (t) => t.frame.palette.command.language(LANGUAGE_NAMES[language]),
      when: () => chosen().language !== language,
      run: () => preferences.choose({ language }),
    }),
  );
  const schemes = SCHEMES.map(
    (scheme): Command => ({
      id: `scheme-${scheme}`,
      title: (t) => t.frame.palette.command.scheme(t.look.schemes[scheme]),
      also: (t) => t.look.appearance,
      when: () => chosen().scheme !== scheme,
      run: () => preferences.choose({ scheme }),
    }),
  );
  const sounds = SOUNDS.map(
    (sound): Command => ({
      id: `sound-${sound}`,
      title: (t) => t.frame.palette.command.sound(t.frame.sound.modes[sound]),
      when: () => chosen().sound !== sound,
      run: () => preferences.choose({ sound }),
    }),
  );
  return [...schemes, ...languages, ...sounds];
}
