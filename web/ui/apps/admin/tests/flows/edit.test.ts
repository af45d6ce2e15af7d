import { describe, expect, test } from 'vitest';
import { changesBetween } from '../../src/models/flows/changes';
import { type Flow, flowOf, type Step } from '../../src/models/flows/draft';
import { added, connected, copied, removal, removed, renamed } from '../../src/models/flows/edit';
import { History } from '../../src/models/flows/history';
import { arranged, completed, NODE_WIDTH } from '../../src/models/flows/layout';
import { inserted, partsOf, variablesOf } from '../../src/models/flows/variables';
import { exitsOf } from '../../src/models/flows/ways';

const say = (text: string, next?: string): Step => ({ type: 'send_message', text, next });
const ask = (a?: string, b?: string): Step => ({
  type: 'present_options',
  text: 'Which?',
  options: [
    { id: 'a', label: 'A', next: a },
    { id: 'b', label: 'B', next: b },
  ],
});

/** hello → menu → (a → left → end, b → right → end) */
const flow: Flow = {
  name: 'Test',
  fallback: 'Pardon?',
  start: 'hello',
  steps: {
    hello: say('Hello', 'menu'),
    menu: ask('left', 'right'),
    left: say('Left', 'end'),
    right: say('Right', 'end'),
    end: { type: 'transfer_to_agent' },
  },
};

const leads = (of: Flow, id: string) => exitsOf(of.steps[id] as Step).map(({ to }) => to);

describe('a new step', () => {
  test('on a way goes between the two', () => {
    const { flow: now, id } = added(flow, say(''), { at: 'way', step: 'hello', key: 'next' });
    expect([id, leads(now, 'hello'), leads(now, id)]).toEqual(['message_1', ['message_1'], ['menu']]);
  });

  test('with several ways takes what followed behind its first', () => {
    const { flow: now, id } = added(flow, ask(), { at: 'way', step: 'hello', key: 'next' });
    expect(leads(now, id)).toEqual(['menu', null]);
  });

  test('at the beginning becomes the beginning', () => {
    const { flow: now, id } = added(flow, say(''), { at: 'start' });
    expect([now.start, leads(now, id)]).toEqual([id, ['hello']]);
  });

  test('on an empty canvas is the beginning', () => {
    const empty = flowOf({});
    const { flow: now, id } = added(empty, say(''), { at: 'spot', spot: { x: 1.4, y: 2.6 } });
    expect([now.start, now.layout]).toEqual([id, { [id]: { x: 1, y: 3 } }]);
  });

  test('that ends the talk lets what followed hang loose', () => {
    const { flow: now } = added(
      flow,
      { type: 'transfer_to_agent' },
      { at: 'way', step: 'menu', key: 'option:b' },
    );
    expect(leads(now, 'menu')).toEqual(['left', 'agent_1']);
    expect('right' in now.steps).toBe(true);
  });
});

describe('removing', () => {
  test('a step with one way joins what is before and after it', () => {
    const plan = removal(flow, 'left');
    expect(plan).toEqual({ id: 'left', along: [], joins: 'end' });
    expect(leads(removed(flow, plan), 'menu')).toEqual(['end', 'right']);
  });

  test('the first step moves the beginning', () => {
    expect(removed(flow, removal(flow, 'hello')).start).toBe('menu');
  });

  test('a step with several ways takes along what only it leads to', () => {
    const plan = removal(flow, 'menu');
    expect([...plan.along].sort()).toEqual(['end', 'left', 'right']);
    const now = removed(flow, plan);
    expect([Object.keys(now.steps), leads(now, 'hello')]).toEqual([['hello'], [null]]);
  });

  test('what another way leads to as well stays', () => {
    const shared = connected(flow, 'hello', 'next', 'menu');
    const two = added(shared, ask('menu', 'end'), { at: 'start' });
    const plan = removal(two.flow, 'menu');
    expect([...plan.along].sort()).toEqual(['left', 'right']);
  });
});

test('a copy has the same ways and a name of its own', () => {
  const made = copied(flow, 'menu');
  expect(made?.id).toBe('options_1');
  expect(made && leads(made.flow, made.id)).toEqual(['left', 'right']);
});

test('a step is renamed wherever it is led to, and never to a name that is taken', () => {
  const now = renamed(flow, 'end', ' people ');
  expect(now && [leads(now, 'left'), leads(now, 'right')]).toEqual([['people'], ['people']]);
  expect(renamed(flow, 'end', 'menu')).toBeNull();
  expect(renamed(flow, 'end', '  ')).toBeNull();
  expect(renamed(flow, 'hello', 'hi')?.start).toBe('hi');
});

describe('the layout', () => {
  const height = () => 100;

  test('goes right from the beginning and puts no two steps on one place', () => {
    const spots = arranged(flow, height);
    const x = (id: string) => spots[id]?.x ?? Number.NaN;
    expect(x('hello')).toBeLessThan(x('menu'));
    expect(x('menu')).toBeLessThan(x('left'));
    expect(x('left')).toBe(x('right'));
    expect(x('right')).toBeLessThan(x('end'));
    expect(Math.abs((spots['left']?.y ?? 0) - (spots['right']?.y ?? 0))).toBeGreaterThanOrEqual(height());
  });

  test('comes to an end on a circle', () => {
    const circle = connected(flow, 'left', 'next', 'menu');
    expect(Object.keys(arranged(circle, height)).sort()).toEqual(Object.keys(flow.steps).sort());
  });

  test('leaves steps that have a place where they are', () => {
    const placed = { ...flow, layout: { hello: { x: 7, y: 9 }, menu: { x: 7, y: 300 } } };
    const spots = completed(placed, height);
    expect(spots['hello']).toEqual({ x: 7, y: 9 });
    const taken = Object.values(spots).map(({ x, y }) => `${x} ${y}`);
    expect(new Set(taken).size).toBe(5);
  });

  test('takes two thousand steps without a deep stack of layers in the wrong order', () => {
    const steps: Record<string, Step> = {};
    for (let at = 0; at < 2_000; at++) steps[`s${at}`] = say('x', at < 1_999 ? `s${at + 1}` : undefined);
    const spots = arranged({ ...flow, start: 's0', steps }, height);
    expect(spots['s1999']?.x).toBe(1_999 * (NODE_WIDTH + 88));
  });
});

test('undo goes back over a field as a whole, and redo forward again', () => {
  const history = new History('');
  history.set('H', 'text');
  history.set('He', 'text');
  history.set('He!', null);
  history.undo();
  expect(history.now).toBe('He');
  history.undo();
  expect([history.now, history.canUndo]).toEqual(['', false]);
  history.redo();
  expect(history.now).toBe('He');
  history.set('Ho', null);
  expect(history.canRedo).toBe(false);
});

describe('what publishing changes', () => {
  test('is told by step', () => {
    const draft = removed(added(flow, say('New'), { at: 'start' }).flow, removal(flow, 'left'));
    expect(changesBetween(flow, draft)).toEqual({
      added: ['message_1'],
      changed: ['menu'],
      removed: ['left'],
      settings: true,
      onlyPlaces: false,
    });
  });

  test('is nothing where only something empty was written down', () => {
    const steps = { ...flow.steps, end: { type: 'transfer_to_agent', text: '', tags: [] } as Step };
    expect(changesBetween(flow, { ...flow, steps, layout: { end: { x: 1, y: 1 } } }).onlyPlaces).toBe(true);
  });
});

test('placeholders are what steps set, and are put where the cursor is', () => {
  const steps: Record<string, Step> = {
    one: { type: 'set_variable', assignments: [{ name: 'topic', value: 'x' }] },
    two: {
      type: 'ask_details',
      text: '',
      fields: [
        { name: 'email', label: 'E-mail', input: { type: 'email' }, target: { to: 'profile_email' } },
        { name: 'order', label: 'Order', input: { type: 'text' }, target: { to: 'field', field: 1 } },
      ],
    },
  };
  expect(variablesOf({ ...flow, steps })).toEqual(['order', 'topic']);
  expect(inserted('Hello you', 6, 9, 'name')).toEqual({ text: 'Hello {{name}}', cursor: 14 });
});

test('a_text_is_read_without_the_braces_of_what_fills_it_in', () => {
  expect(partsOf('Hello {{ first_name || friend }}, welcome')).toEqual([
    { said: 'Hello ', fills: false },
    { said: 'first_name / friend', fills: true },
    { said: ', welcome', fills: false },
  ]);
  expect(partsOf('{{name}}')).toEqual([{ said: 'name', fills: true }]);
  expect(partsOf('a {{ b')).toEqual([{ said: 'a {{ b', fills: false }]);
});
