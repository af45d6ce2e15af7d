/** An agent's own shortcuts, as a list that can be changed. Lives as long as its dialogue. */
import { type DeskClient, type Failure, failureOf, ViewModel } from '@frontdesk/client/desk';
import type { Revised, Shortcut } from '@frontdesk/protocol';
import { MAX_CHARS } from './composer';
import type { ToastsModel } from './toasts';

export type Wrong = 'badName' | 'badText' | 'taken';

export interface Editing {
  /** Null: a new one. */
  readonly id: number | null;
  readonly name: string;
  readonly text: string;
  readonly wrong: Wrong | null;
  readonly saving: boolean;
}

export type MyShortcutsSnapshot =
  | { is: 'loading' }
  | { is: 'failed'; failure: Failure }
  | { is: 'ready'; mine: readonly Shortcut[]; editing: Editing | null };

export class MyShortcutsModel extends ViewModel<MyShortcutsSnapshot> {
  private mine: readonly Revised<Shortcut>[] | null = null;
  private failure: Failure | null = null;
  private editing: Editing | null = null;

  constructor(
    private readonly client: DeskClient,
    private readonly toasts: ToastsModel,
  ) {
    super();
    void this.load();
  }

  readonly load = async (): Promise<void> => {
    try {
      const { shortcuts } = await this.client.rest.shortcuts();
      this.failure = null;
      this.mine = shortcuts.filter(({ entry }) => entry.scope.for === 'personal');
    } catch (thrown) {
      this.failure = this.client.failed(failureOf(thrown));
    }
    this.changed();
  };

  readonly begin = (shortcut: Shortcut | null): void => {
    this.editing = {
      id: shortcut?.id ?? null,
      name: shortcut?.name ?? '',
      text: shortcut?.text ?? '',
      wrong: null,
      saving: false,
    };
    this.changed();
  };

  readonly set = (part: Partial<Pick<Editing, 'name' | 'text'>>): void => {
    if (this.editing) this.editing = { ...this.editing, ...part, wrong: null };
    this.changed();
  };

  readonly cancel = (): void => {
    this.editing = null;
    this.changed();
  };

  readonly save = async (): Promise<void> => {
    const now = this.editing;
    if (!now || now.saving) return;
    const body = { name: now.name.trim().replace(/^\//, ''), text: now.text.trim() };
    const wrong = this.wrongWith(body, now.id);
    this.editing = { ...now, wrong, saving: wrong === null };
    this.changed();
    if (wrong) return;
    try {
      const revision = this.mine?.find(({ entry }) => entry.id === now.id)?.revision ?? 0;
      if (now.id === null) await this.client.rest.addShortcut(body);
      else await this.client.rest.changeShortcut(now.id, revision, body);
      this.editing = null;
      await this.load();
    } catch (thrown) {
      this.refused(now, this.client.failed(failureOf(thrown)));
    }
  };

  readonly remove = async (shortcut: Shortcut): Promise<void> => {
    const revision = this.mine?.find(({ entry }) => entry.id === shortcut.id)?.revision;
    if (revision === undefined) return;
    try {
      await this.client.rest.removeShortcut(shortcut.id, revision);
      this.toasts.undo(
        (t) => t.talk.shortcuts.removed(shortcut.name),
        () => void this.bringBack(shortcut),
      );
    } catch (thrown) {
      this.toasts.failure(this.client.failed(failureOf(thrown)));
    }
    await this.load();
  };

  protected compute(): MyShortcutsSnapshot {
    if (this.mine) return { is: 'ready', mine: this.mine.map(({ entry }) => entry), editing: this.editing };
    return this.failure ? { is: 'failed', failure: this.failure } : { is: 'loading' };
  }

  private async bringBack({ name, text }: Shortcut): Promise<void> {
    try {
      await this.client.rest.addShortcut({ name, text });
    } catch (thrown) {
      this.toasts.failure(this.client.failed(failureOf(thrown)));
    }
    await this.load();
  }

  private wrongWith({ name, text }: { name: string; text: string }, id: number | null): Wrong | null {
    if (!/^[^\s/\\$]{1,40}$/u.test(name)) return 'badName';
    if (text === '' || [...text].length > MAX_CHARS) return 'badText';
    const taken = this.mine?.some(({ entry }) => entry.name === name && entry.id !== id);
    return taken ? 'taken' : null;
  }

  private refused(now: Editing, failure: Failure): void {
    const taken = failure.is === 'refused' && failure.error.code === 'already_exists';
    this.editing = { ...now, saving: false, wrong: taken ? 'taken' : null };
    if (!taken) this.toasts.failure(failure);
    this.changed();
  }
}
