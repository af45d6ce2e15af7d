import type { Widget } from './widget.ts';

/** `Frontdesk('open')` and so on. Mistakes of the host page are reported and never thrown at it. */
export class Api {
  private readonly meta = { fields: [] as unknown[], tags: [] as unknown[] };

  constructor(
    private readonly widget: Widget,
    private readonly gone: () => void,
  ) {}

  call([command, first, second]: unknown[]): void {
    switch (command) {
      case 'open':
      case 'close':
        this.widget.show(command === 'open');
        break;
      case 'on':
      case 'off':
        if (typeof first === 'string' && typeof second === 'function') {
          this.widget.listen(command, first, second as (detail: unknown) => void);
        }
        break;
      case 'setFields':
        // `[{id, value}]`, the ids being those of ticket fields that end users may edit.
        this.meta.fields = list(first).map((field) => ({
          field: Object(field).id,
          value: Object(field).value,
        }));
        this.widget.describe(this.meta);
        break;
      case 'setTags':
        this.meta.tags = list(first);
        this.widget.describe(this.meta);
        break;
      case 'destroy':
        this.widget.destroy();
        this.gone();
        break;
      default:
        // biome-ignore lint/suspicious/noConsole: the reader is whoever writes the host page
        console.warn('Frontdesk: unknown command', command);
    }
  }
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
