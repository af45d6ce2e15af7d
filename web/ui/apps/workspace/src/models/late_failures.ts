/** What could not be delivered is told at the upper right as it happens, wherever the agent looks (S1-54). */
import type { ConversationState } from '@frontdesk/client/desk';
import { toldWithCode } from '@frontdesk/desk/told';
import type { Texts } from '../i18n/en';
import type { ToastsModel } from './toasts';

export class LateFailures {
  /** Failures up to here were told, or are older than this page; null until the conversation is here. */
  private toldTo: number | null = null;

  constructor(private readonly toasts: ToastsModel) {}

  look({ seq, items, head }: ConversationState): void {
    const told = this.toldTo ?? seq;
    this.toldTo = seq;
    if (told >= seq) return;
    for (const item of items) {
      if (item.kind !== 'activity' || item.seq <= told || item.activity.what !== 'delivery_failed') continue;
      const { text, code } = item.activity;
      const say = (t: Texts) => t.social.late.failed(head.end_user.name, toldWithCode(text, code));
      this.toasts.show({ what: 'said', text: say, tone: 'bad', undo: null });
    }
  }
}
