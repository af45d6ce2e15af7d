import type { ChannelKind, ErrorCode, Qr, SwitchTo, WidgetLink } from '@frontdesk/protocol';
import type { Desk } from '../desk/desk.ts';
import { appOf } from '../text/apps.ts';
import { reason, type Words } from '../words/words.ts';
import { ViewModel } from './view_model.ts';

const SECOND_MS = 1_000;

/** An app in which the conversation can go on, or does. */
export interface App {
  readonly integration: string;
  readonly channel: ChannelKind;
  readonly name: string;
  /** What stands in the menu. */
  readonly label: string;
  /** What the end user is called there; `null`: not connected. */
  readonly linkedAs: string | null;
  /** Whether the next answer goes there. */
  readonly answers: boolean;
}

export type Screen =
  | { readonly is: 'opening' }
  | {
      readonly is: 'ready';
      readonly url: string;
      readonly typeThis: string | null;
      readonly qr: Qr;
      /** As `9:41`; `null`: over. */
      readonly left: string | null;
    }
  /** Somebody came with the code and is asked in the app. */
  | { readonly is: 'pending' }
  | { readonly is: 'notConfirmed' }
  | { readonly is: 'failed'; readonly reason: string };

export interface LinksSnapshot {
  /** Those that can be chosen; empty: there is no menu (S0-9). */
  readonly apps: readonly App[];
  readonly linked: readonly App[];
  /** What is shown instead of the conversation. */
  readonly open: { readonly app: App; readonly screen: Screen } | null;
  /** The app of which it is asked whether it is really to be parted. */
  readonly parting: string | null;
}

type Step =
  | { readonly is: 'opening' }
  | { readonly is: 'ready'; readonly url: string; typeThis: string | null; qr: Qr; expiresAt: number }
  | { readonly is: 'failed'; readonly code: ErrorCode };

interface Open {
  readonly integration: string;
  readonly step: Step;
  /** Whether the question was seen to be open: when it is no more, it was answered or is over. */
  readonly asked: boolean;
  /** Whether the question that is open belongs to the code before: this one's takes its place. */
  readonly outdated: boolean;
}

/** Going on in another app, and back (S0). */
export class LinksModel extends ViewModel<LinksSnapshot> {
  private open: Open | null = null;
  private parting: string | null = null;
  private command: string | null = null;
  private tick: ReturnType<typeof setInterval> | null = null;

  constructor(
    private readonly desk: Desk,
    private words: Words,
  ) {
    super();
    this.atEnd(desk.store.subscribe(() => this.look()));
    this.atEnd(() => this.stopTicking());
    desk.ways.onAnswer = (answer) => this.answered(answer.id, answer.step);
  }

  speak(words: Words): void {
    this.words = words;
    this.changed();
  }

  /** A way into the app. */
  start(integration: string): void {
    const outdated = this.stageOf(integration) === 'pending';
    this.open = { integration, step: { is: 'opening' }, asked: false, outdated };
    this.command = this.desk.ways.ask(integration);
    if (this.command === null) this.step({ is: 'failed', code: 'busy' });
    this.changed();
  }

  /** A code for the one that is over. */
  renew(): void {
    if (this.open) this.start(this.open.integration);
  }

  back(): void {
    this.stopTicking();
    this.open = null;
    this.command = null;
    this.changed();
  }

  /** Asks first. */
  part(integration: string): void {
    this.parting = integration;
    this.changed();
  }

  stay(): void {
    this.parting = null;
    this.changed();
  }

  /** The next answer comes here. */
  continueHere(): void {
    this.desk.ways.continueHere();
  }

  disconnect(): void {
    if (this.parting !== null) this.desk.ways.part(this.parting);
    this.stay();
  }

  protected compute(): LinksSnapshot {
    const { settings, head } = this.desk.store.state;
    const links = head?.links ?? [];
    const offered = settings?.switch_to ?? [];
    const linked = links.filter((link) => link.stage === 'linked');
    const apps = offered
      .filter((one) => !linked.some((link) => link.integration === one.integration))
      .map((one) => this.offeredApp(one, offered));
    return {
      apps,
      linked: linked.map((link) => this.app(link)),
      open: this.shown(apps, links),
      parting: this.parting,
    };
  }

  private offeredApp(one: SwitchTo, offered: readonly SwitchTo[]): App {
    const several = offered.filter((other) => other.channel === one.channel).length > 1;
    const { links } = this.words;
    const name = appOf(one.channel);
    const label = several ? links.continueInAccount(name, one.name) : links.continueIn(name);
    return {
      integration: one.integration,
      channel: one.channel,
      name,
      label,
      linkedAs: null,
      answers: false,
    };
  }

  private app({ integration, channel, name: linkedAs, answers = false }: WidgetLink): App {
    const name = appOf(channel);
    const { links } = this.words;
    const label = answers ? links.linked(name) : links.connected(name);
    return { integration, channel, name, label, linkedAs, answers };
  }

  private shown(apps: readonly App[], links: readonly WidgetLink[]): LinksSnapshot['open'] {
    const app = apps.find((one) => one.integration === this.open?.integration);
    if (!this.open || !app) return null;
    const pending = links.some((link) => link.integration === app.integration && link.stage === 'pending');
    return { app, screen: this.screen(this.open, pending) };
  }

  private screen({ step, asked, outdated }: Open, pending: boolean): Screen {
    if (pending && !outdated) return { is: 'pending' };
    if (asked) return { is: 'notConfirmed' };
    switch (step.is) {
      case 'opening':
        return step;
      case 'failed':
        return { is: 'failed', reason: reason(this.words, step.code) };
      case 'ready': {
        const { url, typeThis, qr } = step;
        return { is: 'ready', url, typeThis, qr, left: this.left(step.expiresAt) };
      }
    }
  }

  private left(expiresAt: number): string | null {
    const now = Date.now() + this.desk.store.state.clockAhead;
    const seconds = Math.ceil((expiresAt - now) / SECOND_MS);
    if (seconds <= 0) return null;
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }

  private answered(id: string, step: Step): void {
    if (id !== this.command) return;
    this.command = null;
    this.step(step);
  }

  private step(step: Step): void {
    if (!this.open) return;
    this.open = { ...this.open, step };
    this.stopTicking();
    if (step.is === 'ready') this.tick = setInterval(() => this.changed(), SECOND_MS);
    this.changed();
  }

  /** The question is open, or it was answered: then there is nothing more to show here. */
  private look(): void {
    const stage = this.open ? this.stageOf(this.open.integration) : undefined;
    if (this.open?.outdated && stage !== 'pending') this.open = { ...this.open, outdated: false };
    if (this.open && stage === 'linked') {
      this.stopTicking();
      this.open = null;
    } else if (this.open && stage === 'pending' && !this.open.asked && !this.open.outdated) {
      this.open = { ...this.open, asked: true };
    }
    if (this.open?.step.is === 'opening' && this.desk.store.state.line !== 'online') {
      this.step({ is: 'failed', code: 'busy' });
      this.command = null;
    }
    this.changed();
  }

  private stageOf(integration: string): WidgetLink['stage'] | undefined {
    const links = this.desk.store.state.head?.links ?? [];
    return links.find((link) => link.integration === integration)?.stage;
  }

  private stopTicking(): void {
    if (this.tick !== null) clearInterval(this.tick);
    this.tick = null;
  }
}
