import { RequestFailed } from '@frontdesk/client/desk';
import { formatsOf } from '@frontdesk/desk/formats';
import { LANGUAGES } from '@frontdesk/desk/languages';
import type { Audit, AuditEntry } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import { CATALOGUES } from '../src/i18n/catalogues';
import { AuditModel } from '../src/pages/security/audit_model';
import { KINDS, sentence, valueText } from '../src/pages/security/audit_words';

const entry = (over: Partial<AuditEntry> = {}): AuditEntry => ({
  id: '00',
  at: 0,
  by: { id: 1, name: 'Alex' },
  kind: 'group',
  key: '3',
  name: 'Returns',
  did: 'created',
  changes: [],
  ...over,
});

const NONE = new Map<string, string>();

const settled = () => new Promise((done) => setTimeout(done, 0));

function model(pages: readonly Audit[]) {
  const asked: string[] = [];
  const left = [...pages];
  const audit = new AuditModel({
    now: () => 1_000_000_000,
    get: (path) => {
      asked.push(path);
      const page = left.shift();
      return page ? Promise.resolve(page) : Promise.reject(new RequestFailed({ is: 'unreachable' }));
    },
  });
  return { audit, asked };
}

test('older entries are added, and another filter begins anew', async () => {
  const { audit, asked } = model([
    { entries: [entry({ id: '02' })], next: '02' },
    { entries: [entry({ id: '01' })], next: null },
    { entries: [entry({ id: '03', kind: 'agent' })], next: null },
  ]);
  await settled();
  audit.more();
  await settled();
  expect(audit.snapshot().entries.map(({ id }) => id)).toEqual(['02', '01']);
  expect(audit.snapshot().more).toBe(false);
  audit.choose({ kind: 'agent', period: 'day' });
  await settled();
  expect(audit.snapshot().entries.map(({ id }) => id)).toEqual(['03']);
  expect(asked).toEqual([
    'audit?limit=50',
    'audit?limit=50&before=02',
    'audit?limit=50&kind=agent&since=913600000',
  ]);
});

test('what was read stays where older entries cannot be read', async () => {
  const { audit } = model([{ entries: [entry()], next: '00' }]);
  await settled();
  audit.more();
  await settled();
  const now = audit.snapshot();
  expect([now.entries.length, now.failure === null, now.busy]).toEqual([1, false, false]);
});

describe.each(LANGUAGES)('%s', (language) => {
  const t = CATALOGUES[language];
  const words = { t, f: formatsOf(language, t) };

  test('every deed and every kind is said with who and what', () => {
    for (const did of Object.keys(t.security.audit.did) as AuditEntry['did'][]) {
      for (const kind of [...KINDS, 'something_new']) {
        const said = sentence(words, entry({ did, kind }), NONE);
        expect(said).toContain('Alex');
        if (kind !== 'settings' && kind !== 'account') expect(said).toContain('Returns');
      }
    }
    expect(sentence(words, entry({ by: null, name: null }), NONE)).toContain(t.security.audit.server);
  });

  test('what the log has no name of is called as it is called elsewhere, or by its number', () => {
    const key = '01a200cb5ed5647c3f2a5753';
    const channel = entry({ kind: 'channel', key, name: null });
    const said = sentence(words, channel, new Map([[key, 'Hearth & Home · LINE']]));
    expect([said.includes('Hearth & Home · LINE'), said.includes(key)]).toEqual([true, false]);
    expect(sentence(words, entry({ kind: 'end_user', key: '15', name: null }), NONE)).toMatch(/[^“«]15$/);
  });

  test('values are said and not printed', () => {
    const value = (field: string, one: unknown) => valueText(words, field, one);
    expect(value('active', true)).toBe(t.security.audit.yes);
    expect(value('groups', ['Support', 'Billing'])).toContain('Support');
    expect(value('group', null)).toBe(t.security.audit.nothing);
    expect(value('expires_at', 0)).toContain('1970');
  });
});
