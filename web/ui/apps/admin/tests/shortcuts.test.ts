import type { Shortcut } from '@frontdesk/protocol';
import { describe, expect, test, vi } from 'vitest';
import { en } from '../src/i18n/en';
import { findPage } from '../src/pages';
import { readShortcut, shortcutForm } from '../src/pages/shortcuts/shortcut_form';
import { shortcutList } from '../src/pages/shortcuts/shortcut_list';
import { adminDesk, agent, group, listing, NO_AUDIT, refusal } from './desk';

const shortcut = (over: Partial<Shortcut> = {}): Shortcut => ({
  id: 7,
  name: 'hello',
  text: 'Good day!',
  scope: { for: 'global' },
  options: [],
  unusable: null,
  ...over,
});

test('the page has an address of its own among objects and rules', () => {
  expect(findPage('objects/shortcuts/new')).toMatchObject({ page: { section: 'objects' }, rest: ['new'] });
});

describe('a new shortcut', () => {
  test('is checked here, then made for a group', async () => {
    const made: number[] = [];
    const { desk, asked } = adminDesk(() => ({ revision: 1, entry: shortcut({ id: 9 }) }));
    const form = shortcutForm(desk, null, (id) => made.push(id));
    expect(await form.save()).toBe(false);
    expect(Object.keys(form.snapshot().problems)).toEqual(['name', 'text']);
    form.set('name', ' opening ');
    form.set('text', 'We open at 9.');
    form.set('kind', 'group');
    expect(await form.save()).toBe(false);
    expect(form.snapshot().problems.group?.(en)).toBe(en.scope.chooseGroup);
    form.set('group', '3');
    expect(await form.save()).toBe(true);
    expect(made).toEqual([9]);
    expect(asked).toMatchObject([
      {
        method: 'POST',
        path: 'shortcuts',
        body: { name: 'opening', text: 'We open at 9.', scope: { for: 'group', group: 3 }, options: [] },
      },
    ]);
  });

  test.each(['two words', 'a/b', 'a\\b', 'a$b'])('is not called %s', (name) => {
    const form = shortcutForm(adminDesk(() => null).desk, null, () => {});
    form.set('name', name);
    form.touch('name');
    expect(form.snapshot().problems.name?.(en)).toBe(en.shortcuts.badName);
  });

  test('keeps within its bounds', () => {
    const form = shortcutForm(adminDesk(() => null).desk, null, () => {});
    const problems = (name: number, text: number) => {
      form.set('name', 'n'.repeat(name));
      form.set('text', '😀'.repeat(text));
      form.touch('name');
      form.touch('text');
      return Object.keys(form.snapshot().problems);
    };
    expect(problems(40, 4096)).toEqual([]);
    expect(problems(41, 4097)).toEqual(['name', 'text']);
  });

  test('whose name is taken is told at the name', async () => {
    const { desk } = adminDesk(() => {
      throw refusal('already_exists');
    });
    const form = shortcutForm(desk, null, () => {});
    form.set('name', 'hello');
    form.set('text', 'Hi');
    await form.save();
    expect(form.snapshot().problems.name?.(en)).toBe(en.shortcuts.taken);
  });
});

test('a change names its revision and leaves the texts to choose from as they are', async () => {
  const options = ['one', 'two'];
  const { desk, asked } = adminDesk(({ body }) => ({
    revision: 5,
    entry: { ...shortcut({ unusable: 'options' }), ...(body as object) },
  }));
  const told: unknown[] = [];
  const entry = shortcut({ options, unusable: 'options', scope: { for: 'personal', agent: 2 } });
  const form = shortcutForm(desk, { revision: 4, entry }, (id, changed, unusable) => {
    told.push([id, changed, unusable]);
  });
  form.set('text', 'Good evening!');
  expect(await form.save()).toBe(true);
  expect(asked[0]).toMatchObject({
    method: 'PUT',
    path: 'shortcuts/7',
    headers: { 'if-match': '"4"' },
    body: { options, scope: { for: 'personal', agent: 2 } },
  });
  expect(told).toEqual([[7, ['text'], 'options']]);
});

test('two who change the same text see both versions', async () => {
  const { desk } = adminDesk(({ method, path }) => {
    if (method === 'PUT') throw refusal('revision_conflict');
    if (path.startsWith('audit')) return NO_AUDIT;
    return { entries: [{ revision: 2, entry: shortcut({ text: 'Theirs' }) }] };
  });
  const form = shortcutForm(desk, { revision: 1, entry: shortcut() }, () => {});
  form.set('text', 'Mine');
  expect(await form.save()).toBe(false);
  expect(form.snapshot().conflict?.contested).toMatchObject([
    { key: 'text', mine: 'Mine', theirs: 'Theirs' },
  ]);
});

describe('on a server with some', () => {
  const server = () =>
    adminDesk(({ path }) => {
      if (path === 'groups') return listing(group({ id: 1, name: 'Support' }));
      if (path === 'agents')
        return listing(
          agent(),
          agent({ id: 3, name: 'Yannis', active: false }),
          agent({ id: 4, active: false }),
        );
      return listing(
        shortcut(),
        shortcut({ id: 8, name: 'bye', text: 'Until soon', scope: { for: 'group', group: 1 } }),
        shortcut({ id: 9, name: 'own', text: 'Yours', scope: { for: 'personal', agent: 3 } }),
      );
    }).desk;

  test('the list is searched by name, text and whose it is, and shown by scope', async () => {
    const list = shortcutList(server().rest);
    const names = () => {
      const now = list.snapshot();
      return now.is === 'ready' ? now.shown.map(({ entry }) => entry.name) : null;
    };
    await vi.waitFor(() => expect(names()).toEqual(['bye', 'hello', 'own']));
    list.search('good DAY');
    expect(names()).toEqual(['hello']);
    list.search('yannis');
    expect(names()).toEqual(['own']);
    list.search('');
    list.show('group');
    expect(names()).toEqual(['bye']);
  });

  test('those who are inactive can have none, but for who has it already', async () => {
    const read = await readShortcut(server(), 9);
    expect(read.agents.map(({ id }) => id)).toEqual([2, 3]);
  });
});
