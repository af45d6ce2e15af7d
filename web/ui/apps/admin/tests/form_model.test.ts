import { RequestFailed } from '@frontdesk/client/desk';
import type { ErrorBody } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import * as check from '../src/forms/checks';
import { FormModel, type FormOptions, type Reread, type Stored } from '../src/forms/form_model';
import { en } from '../src/i18n/en';

interface Values {
  name: string;
  groups: number[];
  capacity: number;
}

const FIRST: Values = { name: 'Ana', groups: [1], capacity: 5 };

const refused = (error: Partial<ErrorBody>, status = 409) =>
  new RequestFailed({ is: 'refused', status, error: { code: 'internal', message: '', ...error } });

/** A form over one entry on a server by hand: `answers` are given one after the other. */
function form(answers: (Stored<Values> | Error)[] = [], over: Partial<FormOptions<Values>> = {}) {
  const sent: [Values, number | null][] = [];
  const saved: (readonly string[])[] = [];
  const model = new FormModel<Values>({
    stored: { values: FIRST, revision: 3 },
    check: (values) =>
      check.problems<Values>({
        name: check.name(values.name),
        capacity: check.whole(values.capacity, 0, 500),
      }),
    save: (values, revision) => {
      sent.push([values, revision]);
      const answer = answers.shift();
      if (answer instanceof Error || !answer) return Promise.reject(answer);
      return Promise.resolve(answer);
    },
    onSaved: (_, changed) => saved.push(changed),
    ...over,
  });
  return { model, sent, saved };
}

describe('a form', () => {
  test('knows what changed, and forgets it when it is put back', () => {
    const { model } = form();
    model.set('groups', [1, 2]);
    expect(model.snapshot().changed).toEqual(['groups']);
    expect(model.isDirty).toBe(true);
    model.set('groups', [1]);
    expect(model.isDirty).toBe(false);
  });

  test('asks nothing of the server that it knows to be wrong', async () => {
    const { model, sent } = form();
    model.set('name', ' ');
    expect(model.snapshot().problems).toEqual({});
    model.touch('name');
    expect(model.snapshot().problems.name?.(en)).toBe('This is needed.');
    expect(await model.save()).toBe(false);
    expect(sent).toEqual([]);
    expect(model.snapshot().stopped).toBe(1);
  });

  test('saves under the revision that was read, and goes on from the new one', async () => {
    const next = { values: { ...FIRST, name: 'Ana Duarte' }, revision: 4 };
    const { model, sent, saved } = form([next, { ...next, revision: 5 }]);
    model.set('name', 'Ana Duarte ');
    expect(await model.save()).toBe(true);
    expect(sent[0]?.[1]).toBe(3);
    expect(saved).toEqual([['name']]);
    // What the server made of it stands in the form.
    expect(model.snapshot()).toMatchObject({ values: next.values, changed: [] });
    model.set('capacity', 7);
    await model.save();
    expect(sent[1]?.[1]).toBe(4);
  });

  test('what is typed while it is being saved is a change on top', async () => {
    let answer = (_: Stored<Values>) => {};
    const { model } = form([], { save: () => new Promise((done) => (answer = done)) });
    model.set('name', 'Ana D');
    const saving = model.save();
    model.set('name', 'Ana Du');
    answer({ values: { ...FIRST, name: 'Ana D' }, revision: 4 });
    await saving;
    expect(model.snapshot()).toMatchObject({
      values: { name: 'Ana Du' },
      stored: { name: 'Ana D' },
      changed: ['name'],
    });
  });

  test('a second press while it is being saved sends nothing', async () => {
    let answer = (_: Stored<Values>) => {};
    let asked = 0;
    const save = () => {
      asked += 1;
      return new Promise<Stored<Values>>((done) => (answer = done));
    };
    const { model } = form([], { save });
    model.set('name', 'Ana D');
    const first = model.save();
    expect(await model.save()).toBe(false);
    answer({ values: FIRST, revision: 4 });
    await first;
    expect(asked).toBe(1);
  });

  test('a field that the server names shows its refusal until it is changed', async () => {
    const { model } = form([refused({ code: 'invalid_field', field: 'name' }, 422)]);
    model.set('name', 'Ana\u0007');
    await model.save();
    expect(model.snapshot().problems.name?.(en)).toBe('The server does not take this value.');
    expect(model.snapshot().failure).toBeNull();
    model.set('name', 'Ana B');
    expect(model.snapshot().problems).toEqual({});
  });

  test('a code can belong to a field', async () => {
    const refusals = { email_taken: { field: 'name' as const, say: () => 'taken' } };
    const { model } = form([refused({ code: 'email_taken' })], { refusals });
    model.set('name', 'Ana D');
    await model.save();
    expect(model.snapshot().problems.name?.(en)).toBe('taken');
  });

  test('without the server everything stays, and can be sent again', async () => {
    const { model } = form([new RequestFailed({ is: 'unreachable' }), { values: FIRST, revision: 4 }]);
    model.set('name', 'Ana D');
    expect(await model.save()).toBe(false);
    expect(model.snapshot()).toMatchObject({
      failure: { is: 'unreachable' },
      values: { name: 'Ana D' },
      busy: false,
    });
    expect(await model.save()).toBe(true);
  });

  test('discarding brings back what is stored', async () => {
    const { model } = form();
    model.set('name', '');
    await model.save();
    model.discard();
    expect(model.snapshot()).toMatchObject({ values: FIRST, problems: {}, changed: [] });
  });
});

describe('two admins', () => {
  const theirs = (values: Partial<Values>): Reread<Values> => ({
    values: { ...FIRST, ...values },
    revision: 4,
    change: { at: 1_000, by: 'Yannis' },
  });
  const collided = async (
    mine: Partial<Values>,
    other: Partial<Values>,
    more: (Stored<Values> | Error)[] = [],
  ) => {
    const made = form([refused({ code: 'revision_conflict' }), ...more], {
      reread: () => Promise.resolve(theirs(other)),
    });
    for (const [key, value] of Object.entries(mine)) made.model.set(key as keyof Values, value as never);
    await made.model.save();
    return made;
  };

  test('who changed different fields both keep theirs', async () => {
    const { model, sent } = await collided({ name: 'Ana D' }, { capacity: 9 }, [
      { values: { ...FIRST, name: 'Ana D', capacity: 9 }, revision: 5 },
    ]);
    const { conflict, values, changed } = model.snapshot();
    expect(conflict?.contested).toEqual([]);
    expect(conflict?.taken).toEqual([{ key: 'capacity', was: 5, theirs: 9 }]);
    expect(conflict?.change?.by).toBe('Yannis');
    expect([values, changed]).toEqual([{ ...FIRST, name: 'Ana D', capacity: 9 }, ['name']]);
    expect(await model.save()).toBe(true);
    expect(sent[1]).toEqual([{ ...FIRST, name: 'Ana D', capacity: 9 }, 4]);
    expect(model.snapshot().conflict).toBeNull();
  });

  test('who changed the same field are shown side by side, and nothing is saved before one is chosen', async () => {
    const { model, sent } = await collided({ name: 'Ana D' }, { name: 'Anna' });
    expect(model.snapshot().conflict?.contested).toEqual([
      { key: 'name', was: 'Ana', theirs: 'Anna', mine: 'Ana D', kept: null },
    ]);
    expect(await model.save()).toBe(false);
    expect(sent.length).toBe(1);
  });

  test('theirs can stay', async () => {
    const { model } = await collided({ name: 'Ana D' }, { name: 'Anna' });
    model.choose('name', 'theirs');
    expect(model.snapshot()).toMatchObject({ values: { name: 'Anna' }, changed: [] });
  });

  test('mine can be put on top, under their revision', async () => {
    const { model, sent } = await collided({ name: 'Ana D' }, { name: 'Anna' }, [
      { values: { ...FIRST, name: 'Ana D' }, revision: 5 },
    ]);
    model.choose('name', 'mine');
    expect(await model.save()).toBe(true);
    expect(sent[1]).toEqual([{ ...FIRST, name: 'Ana D' }, 4]);
  });

  test('who made the same change have nothing to choose', async () => {
    const { model } = await collided({ name: 'Anna' }, { name: 'Anna' });
    expect(model.snapshot().conflict?.contested).toEqual([]);
    expect(model.snapshot().changed).toEqual([]);
  });

  test('what is gone is called gone, and mine is still there', async () => {
    const { model } = form([refused({ code: 'revision_conflict' })], { reread: () => Promise.resolve(null) });
    model.set('name', 'Ana D');
    await model.save();
    expect(model.snapshot()).toMatchObject({
      values: { name: 'Ana D' },
      failure: { error: { code: 'not_found' } },
    });
  });
});
