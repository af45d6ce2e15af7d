import { useDesk } from '../desk_context';
import { useOwned } from '../use_owned';
import { ChangeModel } from './changes';
import type { WordsOfForm } from './form';
import type { FormModel } from './form_model';
import { savedText } from './saved';

/** By the names that the audit log has: `agent` and `12`, `settings` and `account`. */
export interface Audited {
  readonly kind: string;
  readonly key: string;
}

/** A form over what is stored, and who changed that last: what was saved is said, and the line below it read again. */
export function useStoredForm<Values extends object>(
  { kind, key }: Audited,
  describe: WordsOfForm<Values>,
  make: (onSaved: (changed: readonly (keyof Values)[]) => void) => FormModel<Values>,
): { readonly model: FormModel<Values>; readonly change: ChangeModel } {
  const { rest, toasts } = useDesk();
  const change = useOwned(() => new ChangeModel(rest, kind, key));
  const model = useOwned(() =>
    make((changed) => {
      toasts.good(savedText(describe, changed));
      void change.load();
    }),
  );
  return { model, change };
}
