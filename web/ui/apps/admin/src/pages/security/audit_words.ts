/** What an entry of the audit log says, in a sentence, and what it changed. */
import type { AuditEntry } from '@frontdesk/protocol';
import type { Texts } from '../../i18n/en';
import type { Words } from '../../words';

type AuditTexts = Texts['security']['audit'];

export const KINDS = [
  'agent',
  'agent_status',
  'group',
  'field',
  'flow',
  'flow_draft',
  'integration',
  'channel',
  'end_user',
  'shortcut',
  'macro',
  'settings',
  'account',
  'invitation',
  'signing_key',
  'api_token',
] as const;
type Kind = (typeof KINDS)[number];

function kindOf(entry: AuditEntry): Kind | 'other' {
  return KINDS.find((kind) => kind === entry.kind) ?? 'other';
}

/** By their keys, what is called something although the log has no name of it. */
export type Called = ReadonlyMap<string, string>;

export function sentence({ t }: Words, entry: AuditEntry, called: Called): string {
  const a = t.security.audit;
  const kind = kindOf(entry);
  const thing =
    kind === 'settings' || kind === 'account'
      ? a.things[kind]
      : thingOf(a, a.things[kind], entry.name ?? called.get(entry.key) ?? null, entry.key);
  return a.did[entry.did](entry.by?.name ?? a.server, thing);
}

function thingOf(a: AuditTexts, kind: string, name: string | null, key: string): string {
  if (name !== null) return a.thing(kind, name);
  return /^\d+$/.test(key) ? a.numbered(kind, key) : a.thing(kind, key);
}

/** Moments are whole numbers of milliseconds of this century. */
const MOMENT = /_at$/;

export function valueText({ t, f }: Words, field: string, value: unknown): string {
  const a = t.security.audit;
  if (value === null || value === undefined || value === '') return a.nothing;
  if (typeof value === 'boolean') return value ? a.yes : a.no;
  if (typeof value === 'number') return MOMENT.test(field) ? f.moment(value) : String(value);
  if (typeof value === 'string') return a.values[value as keyof typeof a.values] ?? value;
  if (Array.isArray(value)) {
    return value.length === 0 ? a.nothing : f.list(value.map((one) => valueText({ t, f }, field, one)));
  }
  return JSON.stringify(value);
}

/** Fields that have no word here are called as the interface calls them. */
export function fieldText({ t }: Words, field: string): string {
  const known: Readonly<Record<string, string>> = t.security.audit.fields;
  return known[field] ?? field;
}
