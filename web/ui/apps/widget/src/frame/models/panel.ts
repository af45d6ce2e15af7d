import type { WidgetSettings } from '@frontdesk/protocol';
import { assertNever } from '../assert_never.ts';
import type { Desk } from '../desk/desk.ts';
import type { Keep } from '../desk/keep.ts';
import { unreadOf } from '../store/rows.ts';
import type { State } from '../store/state.ts';
import { initials } from '../text/names.ts';
import type { Words } from '../words/words.ts';
import { ViewModel } from './view_model.ts';

/** A line that is back before this was never gone, for whoever reads. */
const PILL_AFTER_MS = 1_500;

export interface PanelSnapshot {
  readonly face: { who: 'bot' | 'agent' | 'nobody'; initials: string };
  readonly title: string;
  readonly subtitle: string;
  /** The same for all conversations together. */
  readonly whole: Pick<PanelSnapshot, 'face' | 'title' | 'subtitle'>;
  readonly pill: 'connecting' | 'reconnecting' | 'offline' | 'stopped' | 'unavailable' | null;
  readonly canAskForHuman: boolean;
  readonly askedForHuman: boolean;
  readonly sound: boolean;
  readonly unread: number;
  /** What the admin chose; `null` until it is known. */
  readonly look: Look | null;
}

export type Look = Pick<WidgetSettings, 'brand_color' | 'second_color' | 'scheme' | 'picture' | 'language'>;

/** Header, menu and connection. */
export class PanelModel extends ViewModel<PanelSnapshot> {
  private pillShows = false;
  private pillTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly desk: Desk,
    private readonly keep: Keep,
    private words: Words,
    /** Whether somebody can be looking at the messages. */
    private readonly seen: () => boolean,
  ) {
    super();
    this.atEnd(desk.store.subscribe(() => this.storeChanged()));
    this.atEnd(() => this.cancelPill());
  }

  speak(words: Words): void {
    this.words = words;
    this.changed();
  }

  /** The connection is wanted from now on; before that its absence is no news. */
  begin(): void {
    this.desk.start();
    this.storeChanged();
  }

  askForHuman(): void {
    this.desk.say({ type: 'talk_to_human' }, null);
  }

  toggleSound(): void {
    this.keep.sound = !this.keep.sound;
    this.changed();
  }

  /** The panel was opened or closed, or the page shown or hidden. */
  looked(): void {
    this.desk.looked();
    this.changed();
  }

  protected compute(): PanelSnapshot {
    const { state } = this.desk.store;
    return {
      ...this.whoAnswers(state),
      whole: this.whoAnswers({ ...state, head: null }),
      pill: this.pill(state),
      canAskForHuman:
        (state.settings?.talk_to_human ?? false) && (!state.head || state.head.answering.who === 'bot'),
      askedForHuman: state.pending.some(
        (one) =>
          one.say.type === 'talk_to_human' &&
          one.phase.is !== 'refused' &&
          one.conversation === state.current,
      ),
      sound: this.keep.sound,
      unread: unreadOf(state, this.seen()),
      look: state.settings,
    };
  }

  private whoAnswers(state: State): Pick<PanelSnapshot, 'face' | 'title' | 'subtitle'> {
    const title = state.settings?.title ?? this.words.messaging;
    const { head, words } = { head: state.head, words: this.words };
    const away = state.settings?.online === false ? state.settings.offline : null;
    if (!head) {
      const subtitle = away ?? state.settings?.header ?? words.usuallyQuick;
      return { face: { who: 'nobody', initials: initials(title) }, title, subtitle };
    }
    const ended = head.ended ? words.ended : null;
    switch (head.answering.who) {
      case 'bot':
        return face('bot', head.answering.name, ended ?? words.botAnswers);
      case 'agent':
        return face('agent', head.answering.name, ended ?? words.agentAnswers);
      case 'waiting': {
        const { position } = state;
        const subtitle = ended ?? away ?? (position === null ? words.waiting : words.waitingAt(position));
        return { face: { who: 'nobody', initials: initials(title) }, title, subtitle };
      }
      default:
        return assertNever(head.answering);
    }
  }

  private pill(state: State): PanelSnapshot['pill'] {
    if (state.unknownWidget) return 'unavailable';
    if (!this.pillShows || state.line === 'online') return null;
    if (state.welcomed && state.line === 'stopped') return 'stopped';
    if (!navigator.onLine) return 'offline';
    return state.welcomed ? 'reconnecting' : 'connecting';
  }

  private storeChanged(): void {
    if (this.desk.store.state.line === 'online') {
      this.cancelPill();
    } else if (this.desk.begun && this.pillTimer === null) {
      this.pillTimer = setTimeout(() => {
        this.pillShows = true;
        this.changed();
      }, PILL_AFTER_MS);
    }
    this.changed();
  }

  private cancelPill(): void {
    if (this.pillTimer !== null) clearTimeout(this.pillTimer);
    this.pillTimer = null;
    this.pillShows = false;
  }
}

function face(
  who: 'bot' | 'agent',
  name: string,
  subtitle: string,
): Pick<PanelSnapshot, 'face' | 'title' | 'subtitle'> {
  return { face: { who, initials: initials(name) }, title: name, subtitle };
}
