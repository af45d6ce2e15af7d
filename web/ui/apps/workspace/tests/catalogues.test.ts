import type { Activity, Content } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import { activityText } from '../src/i18n/activity';
import { CATALOGUES } from '../src/i18n/catalogues';
import { contentText } from '../src/i18n/content';
import { errorText } from '../src/i18n/failures';
import { formatsOf } from '../src/i18n/formats';
import { LANGUAGES } from '../src/i18n/languages';

/** Every word with its path; what takes parameters is called with marks that must come out again. */
function words(catalogue: unknown, path = ''): [string, string][] {
  if (typeof catalogue === 'string') return [[path, catalogue]];
  if (typeof catalogue === 'function') {
    const text: unknown = catalogue(...Array.from({ length: catalogue.length }, (_, at) => 7 + at));
    return [[path, String(text)]];
  }
  return Object.entries(catalogue as object).flatMap(([key, value]) => words(value, `${path}.${key}`));
}

/** The words that are the same as in English, each looked at once. */
const SAME: Record<'fr' | 'el', readonly string[]> = {
  fr: [
    '.product',
    '.nav.home',
    '.tabs.dots.active',
    '.tabs.dots.away',
    '.accept.from',
    '.accept.more',
    '.statusLetters.new',
    '.statusLetters.open',
    '.statusLetters.closed',
    '.ticket.panel',
    '.transfer.agents',
    '.panes.list',
    '.panes.conversation',
    '.conversation.region',
    '.conversation.log',
    '.conversation.via',
    '.conversation.filters.public',
    '.conversation.bot',
    '.activity.statusChanged',
    '.composer.modes.email',
    '.toasts.label',
    '.admin.agents',
    '.admin.roles.agent',
    '.admin.members',
  ],
  el: [
    '.product',
    '.signIn.email',
    '.accept.more',
    '.customer.email',
    '.conversation.bot',
    '.activity.statusChanged',
    '.activity.fieldChanged',
    '.bytes.b',
    '.bytes.kb',
    '.bytes.mb',
  ],
};

describe.each(LANGUAGES)('%s', (language) => {
  const catalogue = CATALOGUES[language];

  test('has a word for everything, and its parameters are used', () => {
    const english = new Map(words(CATALOGUES.en));
    const own = words(catalogue);
    expect(own.map(([path]) => path)).toEqual([...english.keys()]);
    expect(own.filter(([, text]) => text.trim() === '' || text.includes('undefined'))).toEqual([]);
    if (language === 'en') return;
    const same = own.filter(([path, text]) => text === english.get(path)).map(([path]) => path);
    expect(same.filter((path) => !path.startsWith('.channels.'))).toEqual(SAME[language]);
    for (const [path, text] of own)
      expect(text.match(/\d+/g)?.length ?? 0, path).toBe(english.get(path)?.match(/\d+/g)?.length ?? 0);
  });

  test('tells one from many', () => {
    expect(catalogue.lists.unread(1)).not.toBe(catalogue.lists.unread(2).replace('2', '1'));
    expect(catalogue.composer.tooLong(-3)).toContain('3');
  });

  test('has words for every activity and every content', () => {
    const formats = formatsOf(language, catalogue);
    const who = { id: 3, name: 'Yannis' };
    const activities: Activity[] = [
      { what: 'handed_off', ticket: 41, group: 'Support' },
      { what: 'offered', to: [who, { id: 4, name: 'Chiara' }] },
      { what: 'offer_ended', agent: who, why: 'missed' },
      { what: 'assigned', agent: who, how: 'transferred', by: { id: 4, name: 'Chiara' } },
      { what: 'unassigned', agent: who, why: 'agent_gone' },
      { what: 'transferred', by: who, to_agent: null, to_group: 'Billing', note: 'a note' },
      { what: 'status_changed', from: 'open', to: 'solved', by: who },
      { what: 'tags_changed', added: ['a'], removed: ['b'], by: null },
    ];
    const said = activities.map((activity) => activityText(catalogue, formats, activity));
    expect(said.filter((text) => !/Yannis|Support|a/.test(text))).toEqual([]);
    expect(said[5]).toContain('a note');
    const files: Content = {
      type: 'files',
      files: [{ id: 'f', name: 'a.pdf', media_type: '', size: 1 }],
      caption: null,
    };
    expect(contentText(catalogue, files)).toBe('a.pdf');
  });
});

test('an error names who was quicker, and a code of a newer server falls back to its own words', () => {
  const { en } = CATALOGUES;
  expect(errorText(en, { code: 'already_assigned', message: '', winner: 'Yannis' })).toBe(
    'Somebody else has it already. Yannis has it.',
  );
  expect(errorText(en, { code: 'from_the_future' as never, message: 'Own words.' })).toBe('Own words.');
});

test('an activity of a newer server is still something that happened', () => {
  const { en } = CATALOGUES;
  expect(activityText(en, formatsOf('en', en), { what: 'new_thing' } as never)).toBe(en.activity.unknown);
});

test('spans and sizes are told in their largest unit', () => {
  const formats = formatsOf('en', CATALOGUES.en);
  expect([59_000, 60_000, 3_600_000, 90_000_000].map((ms) => formats.span(ms))).toEqual([
    '59 sec',
    '1 min',
    '1 hr',
    '1 day',
  ]);
  expect([999, 182_340, 50 * 1_048_576].map((size) => formats.bytes(size))).toEqual([
    '999 B',
    '178.1 KB',
    '50 MB',
  ]);
  expect(formats.languageName('not a tag')).toBe('not a tag');
});
