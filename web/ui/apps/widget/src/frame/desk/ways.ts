/** Ways into another app: what is asked of the server, and what it says to it. */

import type { ErrorCode, Qr, WidgetClientFrame, WidgetServerFrame } from '@frontdesk/protocol';
import { drawCommandId } from '../store/command_id.ts';

/** What came of asking for a way into another app. */
export type WayAnswer =
  | { is: 'ready'; url: string; typeThis: string | null; qr: Qr; expiresAt: number }
  | { is: 'failed'; code: ErrorCode };

export class Ways {
  /** Hears what came of {@link ask}. */
  onAnswer: (answer: { id: string; step: WayAnswer }) => void = () => {};

  constructor(private readonly send: (frame: WidgetClientFrame) => boolean) {}

  /** Answers with the command's id, `null` where there is no line. */
  ask(integration: string): string | null {
    const id = drawCommandId();
    return this.send({ type: 'link', id, integration }) ? id : null;
  }

  /** Parts the conversation from another app. */
  part(integration: string): void {
    this.send({ type: 'unlink', id: drawCommandId(), integration });
  }

  /** Answers are to come here again. */
  continueHere(): void {
    this.send({ type: 'continue_here', id: drawCommandId() });
  }

  hear(frame: WidgetServerFrame): void {
    if (frame.type === 'link_ready') {
      const { url, type_this: typeThis, qr, expires_at: expiresAt } = frame.link;
      this.onAnswer({ id: frame.id, step: { is: 'ready', url, typeThis, qr, expiresAt } });
    }
    if (frame.type === 'refused' && frame.id !== null)
      this.onAnswer({ id: frame.id, step: { is: 'failed', code: frame.error.code } });
  }
}
