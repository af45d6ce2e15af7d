import type { SayWith } from '../models/say';
import type { WordsOfForm } from './form';

/** "Saved: Name and Groups": what a toast says when a form was stored. */
export function savedText<Values>(
  describe: WordsOfForm<Values>,
  changed: readonly (keyof Values)[],
): SayWith {
  return (t, f) => {
    const described = describe({ t, f });
    return t.forms.saved(f.list(changed.map((key) => described[key].label)));
  };
}
