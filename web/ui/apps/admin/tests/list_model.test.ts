import { RequestFailed } from '@frontdesk/client/desk';
import type { Listing } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import { folded, ListModel } from '../src/lists/list_model';

interface Person {
  name: string;
  load: number;
  active: boolean;
}

const PEOPLE: Listing<Person> = {
  entries: [
    { revision: 1, entry: { name: 'Hélène', load: 2, active: true } },
    { revision: 1, entry: { name: 'Ελένη', load: 10, active: false } },
    { revision: 1, entry: { name: 'Bob', load: 1, active: true } },
  ],
};

async function list(answers: (Listing<Person> | Error)[] = [PEOPLE]) {
  const model = new ListModel<Person>({
    load: () => {
      const answer = answers.shift();
      return answer instanceof Error || !answer ? Promise.reject(answer) : Promise.resolve(answer);
    },
    words: (person) => [person.name, null],
    sorts: { name: (person) => person.name, load: (person) => person.load },
    sort: { by: 'load', down: false },
    filters: { active: (person) => person.active },
  });
  await settled();
  return model;
}

const settled = () =>
  new Promise<void>((done) => queueMicrotask(() => queueMicrotask(() => queueMicrotask(done))));

const names = (model: ListModel<Person>) => {
  const now = model.snapshot();
  return now.is === 'ready' ? now.shown.map(({ entry }) => entry.name) : now.is;
};

describe('a list', () => {
  test('is sorted as it was asked to, numbers as numbers', async () => {
    const model = await list();
    expect(names(model)).toEqual(['Bob', 'Hélène', 'Ελένη']);
    model.sortBy('load');
    expect(names(model)).toEqual(['Ελένη', 'Hélène', 'Bob']);
    model.sortBy('name');
    expect(names(model)).toEqual(['Bob', 'Hélène', 'Ελένη']);
  });

  test('is searched without accents and capitals', async () => {
    const model = await list();
    model.search('HELENE');
    expect(names(model)).toEqual(['Hélène']);
    model.search('ελενη');
    expect(names(model)).toEqual(['Ελένη']);
    model.search('zzz');
    expect(names(model)).toEqual([]);
    expect(folded('Ἑλλη')).toBe(folded('ΕΛΛΗ'));
  });

  test('shows a part of itself', async () => {
    const model = await list();
    model.show('active');
    expect(names(model)).toEqual(['Bob', 'Hélène']);
    model.show('all');
    expect(names(model).length).toBe(3);
  });

  test('what failed can be tried again, and what was there stays', async () => {
    const gone = new RequestFailed({ is: 'unreachable' });
    const model = await list([gone, PEOPLE, gone]);
    expect(model.snapshot()).toEqual({ is: 'failed', failure: { is: 'unreachable' }, busy: false });
    await model.load();
    expect(names(model).length).toBe(3);
    await model.load();
    expect(names(model).length).toBe(3);
  });
});
