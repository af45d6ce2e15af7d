import type { Macro, TicketChanges } from '@frontdesk/protocol';
import { describe, expect, test, vi } from 'vitest';
import { en } from '../src/i18n/en';
import { findPage } from '../src/pages';
import { macroForm } from '../src/pages/macros/macro_form';
import { macroList } from '../src/pages/macros/macro_list';
import { deedsOf } from '../src/pages/macros/macro_words';
import { adminDesk, agent, group, listing, NO_AUDIT, refusal } from './desk';

const NONE: TicketChanges = { priority: null, assign: null, add_tags: [], remove_tags: [], fields: [] };

const macro = (over: Partial<Macro> = {}): Macro => ({
  id: 7,
  name: 'Thanks',
  description: '',
  scope: { for: 'global' },
  active: true,
  reply: { text: 'Thank you', internal: false },
  status: null,
  changes: NONE,
  ...over,
});

function fresh() {
  const { desk, asked } = adminDesk(() => ({ revision: 1, entry: macro({ id: 9 }) }));
  return { form: macroForm(desk, null, () => {}), asked };
}

test('the page has an address of its own among objects and rules', () => {
  expect(findPage('objects/macros/new')).toMatchObject({ page: { section: 'objects' }, rest: ['new'] });
});

describe('a new macro', () => {
  test('S3_21_does_something_and_is_made_with_all_of_it', async () => {
    const { form, asked } = fresh();
    form.set('name', ' Refund ');
    expect(await form.save()).toBe(false);
    expect(form.snapshot().problems.text?.(en)).toBe(en.macros.doesNothing);
    form.set('text', 'Hello {{first_name || there}}');
    form.set('says', 'note');
    form.set('status', 'pending');
    form.set('assign', '3');
    form.set('addTags', ['refund']);
    form.set('fields', { '4': 'yes' });
    expect(await form.save()).toBe(true);
    expect(asked).toMatchObject([
      {
        method: 'POST',
        path: 'macros',
        body: {
          name: 'Refund',
          description: '',
          active: true,
          scope: { for: 'global' },
          reply: { text: 'Hello {{first_name || there}}', internal: true },
          status: 'pending',
          changes: {
            priority: null,
            assign: { to: 'group', group: 3 },
            add_tags: ['refund'],
            remove_tags: [],
            fields: [{ field: 4, value: 'yes' }],
          },
        },
      },
    ]);
  });

  test.each([
    ['text', { text: '{{name}}' }, en.macros.saysNothing],
    ['assign', { status: 'closed', assign: '3' }, en.macros.closedGoesNowhere],
    ['addTags', { addTags: ['two words'] }, en.macros.badTags(10)],
    ['addTags', { addTags: Array.from({ length: 11 }, (_, n) => `t${n}`) }, en.macros.badTags(10)],
    ['removeTags', { addTags: ['vip'], removeTags: ['VIP'] }, en.macros.tagTwice('VIP')],
    ['description', { status: 'open', description: 'é'.repeat(301) }, en.forms.problems.tooLong(300)],
  ] as const)('with a wrong %s is stopped before the server is asked', async (key, values, said) => {
    const { form, asked } = fresh();
    form.set('name', 'Wrong');
    for (const [name, value] of Object.entries(values)) form.set(name as 'text', value as string);
    expect(await form.save()).toBe(false);
    expect(form.snapshot().problems[key]?.(en)).toBe(said);
    expect(asked).toEqual([]);
  });

  test.each([
    ['already_exists', en.macros.taken],
    ['limit_reached', en.macros.tooMany],
  ] as const)('that is refused with %s is told at its name', async (code, said) => {
    const { desk } = adminDesk(() => {
      throw refusal(code);
    });
    const form = macroForm(desk, null, () => {});
    form.set('name', 'Thanks');
    form.set('text', 'Hi');
    await form.save();
    expect(form.snapshot().problems.name?.(en)).toBe(said);
  });
});

test('what is stored comes back as it was', async () => {
  const entry = macro({
    reply: null,
    status: 'solved',
    scope: { for: 'group', group: 1 },
    changes: {
      priority: 'high',
      assign: { to: 'me' },
      add_tags: ['a'],
      remove_tags: ['b'],
      fields: [{ field: 2, value: '' }],
    },
  });
  const { desk, asked } = adminDesk(({ body }) => ({
    revision: 5,
    entry: { ...entry, ...(body as object) },
  }));
  const form = macroForm(desk, { revision: 4, entry }, () => {});
  form.set('description', 'Now with words');
  expect(await form.save()).toBe(true);
  const { id: _, ...body } = entry;
  expect(asked[0]).toMatchObject({
    method: 'PUT',
    path: 'macros/7',
    headers: { 'if-match': '"4"' },
    body: { ...body, description: 'Now with words' },
  });
});

test('two who change the same text see both versions', async () => {
  const { desk } = adminDesk(({ method, path }) => {
    if (method === 'PUT') throw refusal('revision_conflict');
    if (path.startsWith('audit')) return NO_AUDIT;
    return { entries: [{ revision: 2, entry: macro({ description: 'Theirs' }) }] };
  });
  const form = macroForm(desk, { revision: 1, entry: macro() }, () => {});
  form.set('description', 'Mine');
  expect(await form.save()).toBe(false);
  expect(form.snapshot().conflict?.contested).toMatchObject([
    { key: 'description', mine: 'Mine', theirs: 'Theirs' },
  ]);
});

test('the list is searched by name, text and tag, and says what each macro does', async () => {
  const busy = macro({
    id: 8,
    name: 'Refund',
    active: false,
    status: 'solved',
    changes: { ...NONE, add_tags: ['money'], priority: 'high' },
  });
  const { desk } = adminDesk(({ path }) => {
    if (path === 'groups') return listing(group({ id: 1, name: 'Support' }));
    if (path === 'agents') return listing(agent());
    return listing(macro(), busy);
  });
  const list = macroList(desk.rest);
  const names = () => {
    const now = list.snapshot();
    return now.is === 'ready' ? now.shown.map(({ entry }) => entry.name) : null;
  };
  await vi.waitFor(() => expect(names()).toEqual(['Refund', 'Thanks']));
  list.search('money');
  expect(names()).toEqual(['Refund']);
  list.search('');
  list.show('active');
  expect(names()).toEqual(['Thanks']);
  expect(deedsOf(en, busy)).toEqual(['Reply', 'Solved', 'Priority: High', 'Tags: 1']);
});
