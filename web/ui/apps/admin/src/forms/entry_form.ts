/** The form over one entry of a list on the server, such as one of its `macros`: made by it, or changed. */
import type { Listing, Revised } from '@frontdesk/protocol';
import type { AdminDesk } from '../models/admin_desk';
import { lastChange } from './changes';
import { FormModel, type FormOptions, type Stored } from './form_model';

interface Numbered {
  readonly id: number;
}

export interface EntryFormOptions<Entry extends Numbered, Values extends object>
  extends Pick<FormOptions<Values>, 'check' | 'refusals'> {
  /** Its list, below `/desk/v1/admin`. */
  readonly list: string;
  /** What the audit log calls one of them. */
  readonly kind: string;
  readonly valuesOf: (entry: Entry) => Values;
  readonly bodyOf: (values: Values) => unknown;
  /** Where nothing is stored yet. */
  readonly empty: Values;
  readonly onSaved: (entry: Entry, changed: readonly (keyof Values)[]) => void;
}

/** `null` is a new entry. Once it is made, the same form changes it. */
export function entryForm<Entry extends Numbered, Values extends object>(
  { rest }: AdminDesk,
  entry: Revised<Entry> | null,
  { list, kind, valuesOf, bodyOf, empty, onSaved, ...checks }: EntryFormOptions<Entry, Values>,
): FormModel<Values> {
  let latest = entry?.entry ?? null;
  const stored = (now: Revised<Entry>): Stored<Values> => ({
    revision: now.revision,
    values: valuesOf(now.entry),
  });
  return new FormModel<Values>({
    ...checks,
    stored: entry ? stored(entry) : { revision: null, values: empty },
    async save(values, revision) {
      const body = bodyOf(values);
      const kept =
        latest === null || revision === null
          ? await rest.create<Entry>(list, body)
          : await rest.change<Entry>(`${list}/${latest.id}`, revision, body);
      latest = kept.entry;
      return stored(kept);
    },
    async reread() {
      const now = entryOf(await rest.list<Entry>(list), latest?.id ?? null);
      if (!now) return null;
      return { ...stored(now), change: await lastChange(rest, kind, String(now.entry.id)) };
    },
    onSaved: (_, changed) => latest && onSaved(latest, changed),
  });
}

/** One of a list by its number; `null` where there is none. */
export function entryOf<Entry extends Numbered>(
  { entries }: Listing<Entry>,
  id: number | null,
): Revised<Entry> | null {
  return entries.find(({ entry }) => entry.id === id) ?? null;
}
