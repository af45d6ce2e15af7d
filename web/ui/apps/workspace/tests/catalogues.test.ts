import { en as DESK } from '@frontdesk/desk/words/en';
import type { Activity, Content } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import { gapsOf, looseSigns, sameAs } from '../../../packages/desk/tests/catalogue';
import { activityText } from '../src/i18n/activity';
import { CATALOGUES } from '../src/i18n/catalogues';
import { contentText } from '../src/i18n/content';
import { errorText } from '../src/i18n/failures';
import { formatsOf } from '../src/i18n/formats';
import { LANGUAGES } from '../src/i18n/languages';

/** The words that are the same as in English, each looked at once. */
const SAME: Record<'fr' | 'el', readonly string[]> = {
  fr: [
    '.frame.lists.found',
    '.macros.title',
    '.macros.found',
    '.macros.by',
    '.macros.addTag',
    '.macros.removeTag',
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
  ],
  el: [
    '.macros.addTag',
    '.macros.removeTag',
    '.macros.field',
    '.accept.more',
    '.customer.email',
    '.conversation.bot',
    '.activity.statusChanged',
    '.activity.fieldChanged',
  ],
};

/** The words that all desk apps share have a test of their own. */
const inDesk = (path: string) =>
  Object.keys(DESK).some((area) => path === `.${area}` || path.startsWith(`.${area}.`));

test('a colleague with one conversation is told so', () => {
  const { en, fr, el } = CATALOGUES;
  expect(en.talk.transfer.load(1, 5)).toBe('1 of 5 conversations');
  expect(fr.talk.transfer.load(1, 5)).toBe('1 discussion sur 5');
  expect(fr.status.load(1, 5)).toBe('1 conversation sur 5');
  expect(el.talk.transfer.load(1, 5)).toBe('1 από 5 συνομιλίες');
});

test('French sets no sign alone on a line', () => {
  expect(looseSigns(CATALOGUES.fr)).toEqual([]);
});

describe.each(LANGUAGES)('%s', (language) => {
  const catalogue = CATALOGUES[language];

  test('has a word for everything, and its parameters are used', () => {
    expect(gapsOf(catalogue, CATALOGUES.en)).toEqual([]);
    if (language === 'en') return;
    const same = sameAs(catalogue, CATALOGUES.en).filter(
      (path) => !path.startsWith('.channels.') && !inDesk(path),
    );
    expect(same).toEqual(SAME[language]);
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
    expect(contentText(catalogue, files, 'widget')).toBe('a.pdf');
    expect(contentText(catalogue, { type: 'unsupported', kind: 'order' }, 'whatsapp')).toMatch(
      /\(order\).*WhatsApp/,
    );
    const lost: Content = { type: 'unsupported', kind: 'image', lost: 'the file has expired' };
    expect(contentText(catalogue, lost, 'whatsapp')).toMatch(/\(image\).*WhatsApp.*the file has expired/);
    const noticed = activityText(catalogue, formats, {
      what: 'noticed',
      notice: 'reacted',
      of: null,
      value: '👍',
    });
    expect(noticed).toContain('👍');
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
