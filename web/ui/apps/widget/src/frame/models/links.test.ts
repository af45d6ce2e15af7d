import type { WidgetConversation, WidgetHead, WidgetServerFrame } from '@frontdesk/protocol';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { conversation, HEAD, news, SETTINGS, text, welcome } from '../../testing/samples.ts';
import { Stage } from '../../testing/stage.ts';
import { en } from '../words/en.ts';
import { LinksModel } from './links.ts';

const PHONE = { integration: 'w1', channel: 'whatsapp', name: 'Support line' } as const;
const QR = { size: 29, path: 'M4 4h7v1h-7z' };

function offering(known: WidgetConversation | null, switch_to = [PHONE]): WidgetServerFrame {
  const frame = welcome(known);
  return frame.type === 'welcome' ? { ...frame, settings: { ...SETTINGS, switch_to } } : frame;
}

async function begun(more: Partial<WidgetHead> = {}) {
  const stage = new Stage();
  const links = new LinksModel(stage.desk, en);
  await stage.online(offering(conversation(2, [text(1, 'Hello')], { head: { ...HEAD, ...more } })));
  return { stage, links };
}

function headIs(stage: Stage, from: number, links: WidgetHead['links'] = []): void {
  const frame = news(from, from + 1);
  stage.socket.say(frame.type === 'conversation' ? { ...frame, head: { ...HEAD, links } } : frame);
}

function ready(stage: Stage, expires_at: number, type_this: string | null = null): void {
  const id = stage.socket.of('link').at(-1)?.id ?? '';
  const link = { integration: 'w1', url: 'https://wa.me/1', type_this, qr: QR, expires_at };
  stage.socket.say({ type: 'link_ready', id, link });
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('going on in another app', () => {
  test('S0_9 there is no menu where no channel is offered, and S0_10 only those that are', async () => {
    const stage = new Stage();
    const links = new LinksModel(stage.desk, en);
    await stage.online(offering(null, []));
    expect(links.snapshot.apps).toEqual([]);
    const { links: offered } = await begun();
    expect(offered.snapshot.apps.map((app) => app.label)).toEqual(['Continue in WhatsApp']);
  });

  test('several accounts of a kind are told apart by their names', async () => {
    const stage = new Stage();
    const links = new LinksModel(stage.desk, en);
    await stage.online(offering(null, [PHONE, { ...PHONE, integration: 'w2', name: 'Sales' }] as never));
    expect(links.snapshot.apps.map((app) => app.label)).toEqual([
      'Continue in WhatsApp: Support line',
      'Continue in WhatsApp: Sales',
    ]);
  });

  test('S0_11 a code is asked for, shown with the time that is left, and made anew when it is over', async () => {
    const { stage, links } = await begun();
    links.start('w1');
    expect(links.snapshot.open?.screen).toEqual({ is: 'opening' });
    ready(stage, Date.now() + 62_000);
    expect(links.snapshot.open?.screen).toMatchObject({ is: 'ready', url: 'https://wa.me/1', left: '1:02' });
    vi.setSystemTime(Date.now() + 58_000);
    vi.advanceTimersByTime(1_000);
    expect(links.snapshot.open?.screen).toMatchObject({ left: '0:03' });
    vi.advanceTimersByTime(3_000);
    expect(links.snapshot.open?.screen).toMatchObject({ left: null });
    links.renew();
    expect(stage.socket.of('link')).toHaveLength(2);
  });

  test('S0_12 back closes the screen, and an answer that comes later opens nothing', async () => {
    const { stage, links } = await begun();
    links.start('w1');
    links.back();
    ready(stage, Date.now() + 600_000);
    expect(links.snapshot.open).toBeNull();
  });

  test('S0_13 it waits for the yes, and says so where none came', async () => {
    const { stage, links } = await begun();
    links.start('w1');
    ready(stage, Date.now() + 600_000);
    const link = { integration: 'w1', channel: 'whatsapp', name: '' } as const;
    headIs(stage, 2, [{ ...link, stage: 'asked' }]);
    expect(links.snapshot.open?.screen.is).toBe('ready');
    headIs(stage, 3, [{ ...link, stage: 'pending' }]);
    expect(links.snapshot.open?.screen.is).toBe('pending');
    headIs(stage, 4);
    expect(links.snapshot.open?.screen.is).toBe('notConfirmed');
    headIs(stage, 5, [{ ...link, stage: 'linked', name: 'Ana' }]);
    expect(links.snapshot.open).toBeNull();
    expect(links.snapshot.linked).toMatchObject([{ name: 'WhatsApp', linkedAs: 'Ana' }]);
    expect(links.snapshot.apps).toEqual([]);
  });

  test('S0_13 another code takes the place of the one whose question is open', async () => {
    const { stage, links } = await begun();
    links.start('w1');
    ready(stage, Date.now() + 600_000);
    const link = { integration: 'w1', channel: 'whatsapp', name: '' } as const;
    headIs(stage, 2, [{ ...link, stage: 'pending' }]);
    links.renew();
    expect(links.snapshot.open?.screen.is).toBe('opening');
    ready(stage, Date.now() + 600_000);
    // The question of before is still open here, and nobody is to answer it any more.
    expect(links.snapshot.open?.screen.is).toBe('ready');
    headIs(stage, 3, [{ ...link, stage: 'asked' }]);
    expect(links.snapshot.open?.screen.is).toBe('ready');
    headIs(stage, 4, [{ ...link, stage: 'pending' }]);
    expect(links.snapshot.open?.screen.is).toBe('pending');
  });

  test('S0_20 disconnecting asks first', async () => {
    const linked = { integration: 'w1', channel: 'whatsapp', stage: 'linked', name: 'Ana' } as const;
    const { stage, links } = await begun({ links: [linked] });
    links.part('w1');
    expect(stage.socket.of('unlink')).toEqual([]);
    links.stay();
    expect(links.snapshot.parting).toBeNull();
    links.part('w1');
    links.disconnect();
    expect(stage.socket.of('unlink')).toMatchObject([{ integration: 'w1' }]);
  });

  test('T_7 answers come here again when it is pressed, and the link stays', async () => {
    const linked = { integration: 'w1', channel: 'whatsapp', stage: 'linked', name: 'Ana' } as const;
    const { stage, links } = await begun({ links: [{ ...linked, answers: true }] });
    expect(links.snapshot.linked).toMatchObject([{ label: en.links.linked('WhatsApp'), answers: true }]);
    expect(stage.socket.of('continue_here')).toEqual([]);
    links.continueHere();
    expect(stage.socket.of('continue_here')).toHaveLength(1);
    headIs(stage, 2, [linked]);
    expect(links.snapshot.linked).toMatchObject([{ label: en.links.connected('WhatsApp'), answers: false }]);
  });

  test('a refusal is said in words', async () => {
    const { stage, links } = await begun();
    links.start('w1');
    const id = stage.socket.of('link').at(-1)?.id ?? '';
    stage.socket.say({
      type: 'refused',
      id,
      error: { code: 'too_many_requests', message: '', retry_after_ms: 1_000 },
    });
    expect(links.snapshot.open?.screen).toEqual({ is: 'failed', reason: en.reasons.tooMany });
  });
});
