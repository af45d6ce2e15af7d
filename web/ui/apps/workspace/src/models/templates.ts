/** What may still be sent when the reply window is closed: the account's approved templates, filled in by the agent. */

import { type DeskClient, type Failure, failureOf, ViewModel } from '@frontdesk/client/desk';
import type { Template } from '@frontdesk/protocol';

/** The longest value that the server takes. */
export const MOST_CHARS = 1_024;

export type TemplatesSnapshot =
  | { is: 'loading' }
  | { is: 'failed'; failure: Failure }
  | {
      is: 'ready';
      templates: readonly Template[];
      chosen: Template | null;
      values: readonly string[];
      /** What the customer would read. */
      preview: string;
      /** Whether a value is missing, once sending was tried. */
      missing: boolean;
      sending: boolean;
      refused: Failure | null;
    };

export class TemplatesModel extends ViewModel<TemplatesSnapshot> {
  private templates: readonly Template[] | null = null;
  private failure: Failure | null = null;
  private chosen: Template | null = null;
  private values: readonly string[] = [];
  private missing = false;
  private sending = false;
  private refused: Failure | null = null;

  constructor(
    readonly conversation: string,
    private readonly client: DeskClient,
  ) {
    super();
    void this.load();
  }

  readonly load = async (): Promise<void> => {
    this.failure = null;
    this.changed();
    try {
      const { templates } = await this.client.rest.templates(this.conversation);
      this.templates = templates;
      this.choose(templates[0] ?? null);
    } catch (thrown) {
      this.failure = this.client.failed(failureOf(thrown));
    }
    this.changed();
  };

  readonly choose = (template: Template | null): void => {
    this.chosen = template;
    this.values = Array.from({ length: template?.parameters ?? 0 }, () => '');
    this.missing = false;
    this.changed();
  };

  readonly fill = (at: number, value: string): void => {
    this.values = this.values.map((before, place) => (place === at ? value.slice(0, MOST_CHARS) : before));
    this.changed();
  };

  /** Whether it is on its way. */
  readonly send = async (): Promise<boolean> => {
    if (!this.chosen || this.sending) return false;
    this.missing = this.values.some((value) => value.trim() === '');
    this.sending = !this.missing;
    this.changed();
    if (this.missing) return false;
    const { name, language } = this.chosen;
    const outcome = await this.client.run({
      do: 'send_template',
      conversation: this.conversation,
      name,
      language,
      parameters: this.values.map((value) => value.trim()),
      submit_as: null,
    });
    this.sending = false;
    this.refused = outcome.is === 'refused' ? { is: 'refused', error: outcome.error, status: 0 } : null;
    this.changed();
    return outcome.is === 'done';
  };

  protected compute(): TemplatesSnapshot {
    if (this.failure) return { is: 'failed', failure: this.failure };
    if (!this.templates) return { is: 'loading' };
    const { templates, chosen, values, missing, sending, refused } = this;
    const preview = chosen ? filled(chosen.body, values) : '';
    return { is: 'ready', templates, chosen, values, preview, missing, sending, refused };
  }
}

/** A value that is not there yet leaves its place to be seen. */
function filled(body: string, values: readonly string[]): string {
  return values.reduce(
    (text, value, at) => (value.trim() === '' ? text : text.replaceAll(`{{${at + 1}}}`, value.trim())),
    body,
  );
}
