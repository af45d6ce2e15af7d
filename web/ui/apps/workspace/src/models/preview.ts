/** How the reply in the box would arrive on its channel. The server says so: it renders what it would send. */

import { bodyOf, type Cancel, type DeskClient, headOf, type Timers, ViewModel } from '@frontdesk/client/desk';
import type { ChannelKind, Preview, File as StoredFile } from '@frontdesk/protocol';
import { isSocialChannel, replyChannel } from './channels';
import type { ComposerModel, ComposerSnapshot } from './composer';

/** After so long without a key the server is asked. */
export const PREVIEW_AFTER_MS = 500;

export interface Previewed {
  readonly channel: ChannelKind;
  readonly preview: Preview;
  readonly files: readonly StoredFile[];
}

/** `null` while there is nothing to say. What was said stays until the server has answered anew. */
export class PreviewModel extends ViewModel<Previewed | null> {
  private shown: Previewed | null = null;
  /** What stands in the box, or was asked last. */
  private asked = '';
  private waiting: Cancel | null = null;

  constructor(
    private readonly composer: ComposerModel,
    private readonly client: DeskClient,
    private readonly timers: Timers,
  ) {
    super();
    this.own(composer.subscribe(() => this.look()));
    this.own(() => this.waiting?.());
    this.look();
  }

  protected compute(): Previewed | null {
    return this.shown;
  }

  private look(): void {
    const now = this.composer.snapshot();
    const channel = this.channel(now);
    const said = now.mode === 'reply' && now.canSend && channel !== null && isSocialChannel(channel);
    const key = said ? JSON.stringify([channel, bodyOf(now)]) : '';
    if (key === this.asked) return;
    this.asked = key;
    this.waiting?.();
    this.waiting = null;
    if (!said) this.show(null);
    else this.waiting = this.timers.after(PREVIEW_AFTER_MS, () => void this.ask(key, channel, now));
  }

  private async ask(key: string, channel: ChannelKind, now: ComposerSnapshot): Promise<void> {
    let shown: Previewed | null = null;
    try {
      const preview = await this.client.rest.preview(this.composer.conversation, bodyOf(now));
      shown = { channel, preview, files: now.files };
    } catch {
      // Whoever sends it is told what is wrong; until then nothing is promised.
    }
    if (key === this.asked) this.show(shown);
  }

  private show(shown: Previewed | null): void {
    if (shown === this.shown) return;
    this.shown = shown;
    this.changed();
  }

  /** Where the reply goes now. */
  private channel({ widget }: ComposerSnapshot): ChannelKind | null {
    if (widget === 'chosen') return 'widget';
    const head = headOf(this.client.store.state, this.composer.conversation);
    return head && replyChannel(head);
  }
}
