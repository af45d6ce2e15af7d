import { expect, test } from 'vitest';
import { HandTimers } from '../../../packages/client/tests/fixtures';
import { CATALOGUES } from '../src/i18n/catalogues';
import { TOAST_LASTS_MS, ToastsModel } from '../src/models/toasts';

function toasts() {
  const timers = new HandTimers();
  return { timers, model: new ToastsModel(timers) };
}

test('what was done is undone once, by its button or by the key for the latest', () => {
  const { model } = toasts();
  const undone: string[] = [];
  model.undo(
    (t) => t.toasts.close,
    () => undone.push('first'),
  );
  model.undo(
    () => 'Closed',
    () => undone.push('second'),
  );
  const [first] = model.snapshot();
  expect(first?.toast.what === 'said' && first.toast.text(CATALOGUES.fr)).toBe('Fermer');
  model.undoLatest();
  expect(undone).toEqual(['second']);
  model.undoOf(first?.id ?? 0);
  model.undoLatest();
  expect(undone).toEqual(['second', 'first']);
  expect(model.snapshot()).toEqual([]);
});

test('a toast goes by itself, and never while somebody points at it', () => {
  const { model, timers } = toasts();
  model.say(() => 'Saved');
  timers.advance(TOAST_LASTS_MS - 3_000);
  model.hold(true);
  timers.advance(60_000);
  expect(model.snapshot()).toHaveLength(1);
  model.hold(false);
  timers.advance(2_999);
  expect(model.snapshot()).toHaveLength(1);
  timers.advance(1);
  expect(model.snapshot()).toEqual([]);
});

test('at most four are shown, the newest', () => {
  const { model } = toasts();
  for (const text of ['a', 'b', 'c', 'd', 'e']) model.say(() => text);
  const shown = model.snapshot().map(({ toast }) => toast.what === 'said' && toast.text(CATALOGUES.en));
  expect(shown).toEqual(['b', 'c', 'd', 'e']);
});
