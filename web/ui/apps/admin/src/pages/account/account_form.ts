/** The account is one entry on the server and several pages here: each page is a form over its own part. */
import { failureOf } from '@frontdesk/client/desk';
import type { Account, Revised } from '@frontdesk/protocol';
import { lastChange } from '../../forms/changes';
import { same } from '../../forms/conflict';
import { FormModel, type Problems, type Stored } from '../../forms/form_model';
import type { AdminDesk } from '../../models/admin_desk';

/** Times that a part is written anew when another part was changed in between. */
const TRIES = 4;

export interface PartOptions<Values extends object> {
  /** This page's values, of the whole. */
  readonly take: (account: Account) => Values;
  /** The whole, with this page's values in it. */
  readonly put: (account: Account, values: Values) => Account;
  readonly check: (values: Values) => Problems<Values>;
  readonly onSaved: (changed: readonly (keyof Values)[]) => void;
}

export function accountForm<Values extends object>(
  { rest, look }: AdminDesk,
  account: Revised<Account>,
  { take, put, check, onSaved }: PartOptions<Values>,
): FormModel<Values> {
  let whole = account;
  const stored = (now: Revised<Account>): Stored<Values> => {
    whole = now;
    return { values: take(now.entry), revision: now.revision };
  };
  const read = () => rest.show<Account>('account');
  return new FormModel<Values>({
    stored: stored(account),
    check,
    async save(values) {
      for (let tried = 1; ; tried += 1) {
        try {
          const kept = await rest.change<Account>('account', whole.revision, put(whole.entry, values));
          const { time_zone: _, ...known } = kept.entry;
          look.tellAccount(known);
          return stored(kept);
        } catch (thrown) {
          const failure = failureOf(thrown);
          const faster = failure.is === 'refused' && failure.error.code === 'revision_conflict';
          if (!faster || tried === TRIES) throw thrown;
          const now = await read();
          // Somebody changed this very part: the form shows both.
          if (!same(take(now.entry), take(whole.entry))) throw thrown;
          whole = now;
        }
      }
    },
    async reread() {
      return { ...stored(await read()), change: await lastChange(rest, 'account', 'account') };
    },
    onSaved: (_, changed) => onSaved(changed),
  });
}
