import type { Identity, Widget } from './widget.ts';

/** `Frontdesk('open')` and so on. Mistakes of the host page are reported and never thrown at it. */
export class Api {
  private readonly meta = { fields: [] as unknown[], tags: [] as unknown[] };

  constructor(
    private readonly widget: Widget,
    private readonly gone: () => void,
  ) {}

  call([command, first, second]: unknown[]): void {
    const { widget } = this;
    switch (command) {
      case 'open':
      case 'close':
        widget.show(command === 'open');
        break;
      case 'toggle':
        widget.show(!widget.isOpen);
        break;
      case 'showLauncher':
      case 'hideLauncher':
        widget.showLauncher(command === 'showLauncher');
        break;
      case 'identify':
        if (typeof first === 'string' || typeof first === 'function') widget.identify(first as Identity);
        else mistake('identify wants a token or a function that gives one');
        break;
      case 'logout':
        widget.logout();
        break;
      case 'setLocale':
        if (typeof first === 'string') widget.speak(first);
        else mistake('setLocale wants a language such as "fr"');
        break;
      case 'on':
      case 'off':
        if (typeof first === 'string' && typeof second === 'function')
          widget.listen(command, first, second as (detail: unknown) => void);
        else mistake(`${command} wants an event and a function`);
        break;
      case 'setFields':
        // `[{id, value}]`, the ids being those of ticket fields that end users may edit.
        this.meta.fields = list(first).map((field) => ({
          field: Object(field).id,
          value: Object(field).value,
        }));
        widget.describe(this.meta);
        break;
      case 'setTags':
        this.meta.tags = list(first);
        widget.describe(this.meta);
        break;
      case 'destroy':
        widget.destroy();
        this.gone();
        break;
      default:
        mistake(`unknown command ${String(command)}`);
    }
  }
}

export function mistake(text: string): void {
  // biome-ignore lint/suspicious/noConsole: the reader is whoever writes the host page
  console.warn(`Frontdesk: ${text}`);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
