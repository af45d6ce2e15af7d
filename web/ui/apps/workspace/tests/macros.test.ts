import { Drafts } from '@frontdesk/client/desk';
import type { AppliedMacro, Macro, TicketChanges } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import { ComposerModel } from '../src/models/composer';
import { matchMacros } from '../src/models/macros';
import { NO_CHANGES, prepare, preparedFrom } from '../src/models/prepared';
import { C, openRoom } from './kit';

const macro = (over: Partial<Macro> = {}): Macro => ({
  id: 1,
  name: 'Thanks',
  description: '',
  scope: { for: 'global' },
  active: true,
  reply: { text: 'Thank you, {{name}}.', internal: false },
  status: 'solved',
  changes: NO_CHANGES,
  ...over,
});

const applied = (over: Partial<AppliedMacro> = {}, changes: Partial<TicketChanges> = {}): AppliedMacro => ({
  id: 1,
  name: 'Thanks',
  reply: { text: 'Thank you, Ana.', internal: false },
  status: 'solved',
  changes: { ...NO_CHANGES, ...changes },
  left_out: [],
  ...over,
});

async function room() {
  const made = await openRoom();
  const commands = () => made.server.sent('command').map(({ command }) => command);
  return { ...made, composer: made.room.composer, commands };
}

describe('what a macro prepared', () => {
  test('S1_49_stands_in_the_box_below_what_was_typed_and_nothing_is_sent', async () => {
    const { composer, commands } = await room();
    composer.setText('Hello ');
    composer.apply(applied());
    expect(composer.snapshot()).toMatchObject({
      mode: 'reply',
      text: 'Hello\nThank you, Ana.',
      submitAs: 'solved',
      prepared: { names: ['Thanks'], status: 'solved' },
    });
    expect(commands().filter(({ do: what }) => what !== 'read')).toEqual([]);
  });

  test('S1_51_goes_with_the_reply_in_one_command', async () => {
    const { composer, commands } = await room();
    composer.apply(applied({}, { add_tags: ['thanked'], priority: 'high' }));
    composer.submit('solved');
    expect(commands().at(-1)).toEqual({
      do: 'reply',
      conversation: C,
      text: 'Thank you, Ana.',
      files: [],
      submit_as: 'solved',
      changes: { ...NO_CHANGES, add_tags: ['thanked'], priority: 'high' },
    });
    expect(composer.snapshot()).toMatchObject({ prepared: null, text: '', submitAs: 'open' });
  });

  test('with a note, the note goes first and the changes with the status', async () => {
    const { composer, commands } = await room();
    composer.apply(applied({ reply: { text: 'Check this.', internal: true } }, { add_tags: ['a'] }));
    expect(composer.snapshot().mode).toBe('note');
    composer.submit('pending');
    expect(commands().slice(-2)).toEqual([
      { do: 'note', conversation: C, text: 'Check this.', files: [] },
      { do: 'submit', conversation: C, status: 'pending', changes: { ...NO_CHANGES, add_tags: ['a'] } },
    ]);
  });

  test('stays prepared when only the message is sent', async () => {
    const { composer, commands } = await room();
    composer.apply(applied({}, { add_tags: ['a'] }));
    composer.send();
    expect(commands().at(-1)).not.toHaveProperty('changes');
    expect(composer.snapshot().prepared?.changes.add_tags).toEqual(['a']);
  });

  test('is discarded with its words, but not with words that were changed since', async () => {
    const { composer } = await room();
    composer.setText('Hello');
    composer.apply(applied());
    composer.apply(applied({ name: 'More', reply: { text: 'More.', internal: false } }));
    composer.discardPrepared();
    expect(composer.snapshot()).toMatchObject({ text: 'Hello', prepared: null, submitAs: 'open' });
    composer.apply(applied());
    composer.setText('Thank you very much, Ana.');
    composer.discardPrepared();
    expect(composer.snapshot()).toMatchObject({ text: 'Thank you very much, Ana.', prepared: null });
  });

  test('is prepared again when its submit was refused', async () => {
    const { composer, server } = await room();
    composer.apply(applied({ reply: null }, { add_tags: ['a'] }));
    composer.submit('solved');
    const sent = server.sent('command').at(-1);
    server.say({
      type: 'refused',
      id: sent?.id ?? '',
      error: { code: 'not_assigned_to_you', message: '' },
    });
    await server.settle();
    expect(composer.snapshot().prepared?.changes.add_tags).toEqual(['a']);
  });

  test('is there again after a reload, as the words are, and gone once it was submitted', async () => {
    const { composer, shelf, space } = await room();
    const again = () =>
      new ComposerModel(
        C,
        space.client,
        new Drafts(shelf, space.client.me.id),
        space.ports.timers,
        space.toasts,
      );
    composer.apply(applied({}, { add_tags: ['a'] }));
    expect(again().snapshot()).toMatchObject({
      text: 'Thank you, Ana.',
      submitAs: 'solved',
      prepared: { names: ['Thanks'], changes: { add_tags: ['a'] } },
    });
    composer.submit('solved');
    expect(again().snapshot()).toMatchObject({ text: '', prepared: null });
    expect(preparedFrom({ names: [], status: null, leftOut: [], changes: {} })).toBeNull();
  });

  test('of two macros the later one counts', () => {
    const one = applied(
      { name: 'One', status: 'pending' },
      { priority: 'low', add_tags: ['a', 'b'], remove_tags: ['c'], fields: [{ field: 1, value: 'x' }] },
    );
    const two = applied(
      { name: 'Two', status: null },
      { add_tags: ['c'], remove_tags: ['a'], fields: [{ field: 1, value: 'y' }, { field: 2, value: 'z' }] }, // biome-ignore format: one line a macro
    );
    expect(prepare(prepare(null, one), two)).toEqual({
      names: ['One', 'Two'],
      status: 'pending',
      changes: {
        priority: 'low',
        assign: null,
        add_tags: ['b', 'c'],
        remove_tags: ['a'],
        fields: [
          { field: 1, value: 'y' },
          { field: 2, value: 'z' },
        ],
      },
      leftOut: [],
    });
  });
});

describe('the menu', () => {
  test('has names before texts, whatever the accents', () => {
    const macros = [
      macro({ id: 1, name: 'Réponse', reply: null }),
      macro({ id: 2, name: 'Thanks', reply: { text: 'Une reponse', internal: false } }),
      macro({ id: 3, name: 'Other', reply: null }),
    ];
    expect(matchMacros(macros, 'REPONSE').map(({ id }) => id)).toEqual([1, 2]);
    expect(matchMacros(macros, '').map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  test('is fetched when it opens, and what is applied stands in its conversation', async () => {
    const { space, server, composer } = await room();
    server.answers[`/desk/v1/macros/2/applied?conversation=${C}`] = applied({ name: 'Other' });
    server.answers['/desk/v1/macros'] = { macros: [macro(), macro({ id: 2, name: 'Other' })] };
    space.openMacros();
    expect(space.macros.snapshot().is).toBe('loading');
    await server.settle();
    space.macros.type('other');
    expect(space.macros.snapshot()).toMatchObject({ is: 'ready', count: 2, hits: [{ id: 2 }] });
    expect(await space.macros.apply()).toBe(true);
    expect(space.macros.snapshot().is).toBe('closed');
    expect(composer.snapshot().prepared?.names).toEqual(['Other']);
  });

  test('writes nothing any more once it was closed', async () => {
    const { space, server, composer } = await room();
    server.answers[`/desk/v1/macros/1/applied?conversation=${C}`] = applied();
    server.answers['/desk/v1/macros'] = { macros: [macro()] };
    space.openMacros();
    await server.settle();
    const done = space.macros.apply();
    space.macros.close();
    expect(await done).toBe(false);
    expect(composer.snapshot()).toMatchObject({ text: '', prepared: null });
  });

  test('says why a macro could not be applied, and stays open', async () => {
    const { space, server, composer } = await room();
    server.answers['/desk/v1/macros'] = { macros: [macro()] };
    space.openMacros();
    await server.settle();
    delete server.answers['/desk/v1/macros'];
    expect(await space.macros.apply()).toBe(false);
    expect(space.macros.snapshot()).toMatchObject({ is: 'ready', applying: false });
    expect(space.macros.snapshot()).not.toMatchObject({ refused: null });
    expect(composer.snapshot().prepared).toBeNull();
  });
});
