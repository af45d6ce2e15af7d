import { IconUsers } from '@tabler/icons-react';
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { Avatar, initialsOf, toneOf } from '../src/avatar';
import { Blank } from '../src/blank';
import { Bubble } from '../src/bubble';
import { ChannelIcon } from '../src/channel_icon';
import { Icon } from '../src/icon';
import { Notice } from '../src/notice';
import { Pill } from '../src/pill';
import { Presence } from '../src/presence';
import { StatusBadge } from '../src/status_badge';
import { show } from './stage';

afterEach(cleanup);

test('initials are of the first and the last word, in any script', () => {
  expect(
    ['Ana Duarte', 'Ελένη Παππά', 'Jean-Luc de la Tour', 'Prince', '李小龍', '', '…'].map(initialsOf),
  ).toEqual(['AD', 'ΕΠ', 'JT', 'P', '李', '·', '·']);
});

test('a name always has the same colour', () => {
  expect(toneOf('Ana Duarte')).toBe(toneOf(' ana duarte '));
  const tones = new Set(['Ana', 'Yannis', 'Marie', 'Chiara', 'Tom', 'Zoe', 'Alex', 'Ines'].map(toneOf));
  expect(tones.size).toBeGreaterThan(3);
  show(<Avatar name="Ana Duarte" />);
  expect(screen.getByText('AD').getAttribute('aria-hidden')).toBe('true');
});

test('an icon has a name where no words stand beside it', () => {
  show(
    <button type="button">
      <Icon of={IconUsers} name="People" />
    </button>,
  );
  expect(screen.getByRole('button', { name: 'People' })).toBeTruthy();
});

test('a status is told by letter and by name', () => {
  show(<StatusBadge status="on_hold" letter="H" name="On-hold" small />);
  expect(screen.getByText('H')).toBeTruthy();
  expect(screen.getByText('On-hold').className).toBe('fd-hidden');
});

test('the four kinds of presence differ in shape', () => {
  const statuses = ['online', 'away', 'transfers_only', 'offline'] as const;
  const shapes = statuses.map((status) => {
    const { container } = show(<Presence status={status} />);
    return container.querySelector('svg')?.innerHTML;
  });
  expect(new Set(shapes).size).toBe(4);
});

test('a channel has an icon and a name', () => {
  const { container } = show(<ChannelIcon channel="whatsapp" name="WhatsApp" />);
  expect(container.querySelector('svg')).toBeTruthy();
  expect(screen.getByText('WhatsApp')).toBeTruthy();
});

test('a bubble knows its side and its state', () => {
  show(
    <Bubble side="note" state="failed" head="Marie" foot="Not delivered">
      Look here
    </Bubble>,
  );
  expect(screen.getByText('Look here').dataset['state']).toBe('failed');
  expect(screen.getByText('Look here').parentElement?.dataset['side']).toBe('note');
  expect(screen.getByText('Not delivered')).toBeTruthy();
});

test('only a bad notice interrupts', () => {
  show(
    <>
      <Notice tone="bad">Wrong</Notice>
      <Notice tone="info" title="By the way">
        Fine
      </Notice>
      <Pill tone="good">Active</Pill>
    </>,
  );
  expect(screen.getAllByRole('alert').map((one) => one.textContent)).toEqual(['Wrong']);
  expect(screen.getByText('Active').dataset['tone']).toBe('good');
});

test('what is being loaded says so', () => {
  show(<Blank busy title="Loading…" />);
  expect(screen.getByRole('status').textContent).toBe('Loading…');
});
