/** One flow being drawn: what it is, what is selected, what is saved, and what is wrong with it. */
import { type Cancel, type Failure, failureOf, type Timers, ViewModel } from '@frontdesk/client/desk';
import type { FlowContent, FlowDetail, Revised } from '@frontdesk/protocol';
import type { AdminRest } from '../admin_rest';
import { type BuilderState, CONFLICT, isConflict, problemsOf, type Saving } from './builder_state';
import { type Changes, changesBetween } from './changes';
import { type Flow, flowOf, type Spot, type Step, type Way } from './draft';
import * as edit from './edit';
import { History } from './history';

/** Typing goes on for a while; a draft that waits longer could be lost. */
export const SAVE_AFTER_MS = 900;

export interface BuilderPorts {
  readonly rest: AdminRest;
  readonly timers: Timers;
  readonly id: number;
}

export class BuilderModel extends ViewModel<BuilderState> {
  private history: History<Flow> | null = null;
  private detail: FlowDetail | null = null;
  private revision = 0;
  private failure: Failure | null = null;
  private selected: string | null = null;
  private saving: Saving = { is: 'saved' };
  private sent: Flow | null = null;
  private busy = false;
  private wait: Cancel | null = null;
  private writing: Promise<void> | null = null;

  constructor(private readonly ports: BuilderPorts) {
    super();
    this.own(() => this.wait?.());
    void this.load();
  }

  /** Takes what the server has; what was not saved here is given up. */
  readonly load = async (): Promise<void> => {
    this.failure = null;
    this.changed();
    try {
      this.take(await this.ports.rest.show<FlowDetail>(this.path()));
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
    this.changed();
  };

  get unsaved(): boolean {
    return this.saving.is !== 'saved';
  }

  readonly select = (id: string | null): void => {
    if (this.selected === id) return;
    this.selected = id;
    this.changed();
  };

  // Drawing.

  readonly add = (step: Step, place: edit.Place): string | null => {
    const { history } = this;
    if (!history) return null;
    const { flow, id } = edit.added(history.now, step, place);
    this.selected = id;
    this.set(flow);
    return id;
  };

  readonly replace = (id: string, step: Step, tag: string | null = null): void =>
    this.with((flow) => edit.replaced(flow, id, step), tag === null ? null : `${id} ${tag}`);

  readonly connect = (from: string, key: string, to: string | null): void =>
    this.with((flow) => edit.connected(flow, from, key, to));

  readonly begin = (at: Way): void => this.with((flow) => ({ ...flow, start: at ?? null }));

  readonly configure = (settings: Partial<Flow>, tag: string | null = null): void =>
    this.with((flow) => ({ ...flow, ...settings }), tag);

  readonly remove = (removal: edit.Removal): void => {
    if (this.selected !== null && [removal.id, ...removal.along].includes(this.selected))
      this.selected = null;
    this.with((flow) => edit.removed(flow, removal));
  };

  readonly copy = (id: string): void => {
    const made = this.history && edit.copied(this.history.now, id);
    if (!made) return;
    this.selected = made.id;
    this.set(made.flow);
  };

  /** Whether it is a name that may be had. */
  readonly rename = (from: string, to: string): boolean => {
    const flow = this.history && edit.renamed(this.history.now, from, to);
    if (!flow) return false;
    if (this.selected === from) this.selected = to.trim();
    this.set(flow);
    return true;
  };

  readonly move = (spots: Readonly<Record<string, Spot>>, tag: string | null = null): void =>
    this.with((flow) => edit.moved(flow, spots), tag);

  readonly undo = (): void => this.travel('undo');

  readonly redo = (): void => this.travel('redo');

  // Keeping.

  /** Writes what is not written yet; resolves when nothing is under way. */
  readonly save = async (): Promise<void> => {
    this.wait?.();
    this.wait = null;
    if (this.writing) await this.writing;
    if (this.saving.is === 'saved' || this.saving.is === 'conflict') return;
    this.writing = this.write();
    await this.writing;
    this.writing = null;
  };

  /** After a conflict: writes ours over theirs. */
  readonly keepMine = async (): Promise<void> => {
    try {
      this.revision = (await this.ports.rest.show<FlowDetail>(this.path())).revision;
      this.saving = { is: 'waiting' };
    } catch (thrown) {
      this.saving = { is: 'failed', failure: failureOf(thrown) };
    }
    await this.save();
  };

  /** What publishing would change. */
  async changes(): Promise<Changes | null> {
    const { history, detail } = this;
    if (!history || !detail) return null;
    const live = detail.versions[0];
    if (!live) return changesBetween(null, history.now);
    const content = await this.ports.rest.get<FlowContent>(this.path(`versions/${live.version}`));
    return changesBetween(flowOf(content.content), history.now);
  }

  /** Saves first. Problems are not a failure: they are listed and nothing goes live. */
  readonly publish = async (): Promise<{ is: 'live' | 'problems' } | { is: 'failed'; failure: Failure }> => {
    await this.save();
    if (this.saving.is !== 'saved') {
      const failure: Failure = this.saving.is === 'failed' ? this.saving.failure : CONFLICT;
      return { is: 'failed', failure };
    }
    return this.during(async () => {
      // A flow that was never drawn on has no draft to publish: it is live as it is.
      const revised = await this.ports.rest.act<FlowDetail>(this.path('publish'), this.revision, {});
      this.accept(revised);
      return { is: 'live' as const };
    });
  };

  readonly restore = async (
    version: number,
    publish: boolean,
  ): Promise<{ is: 'live' | 'problems' } | { is: 'failed'; failure: Failure }> => {
    await this.save();
    return this.during(async () => {
      const path = this.path(`versions/${version}/restore`);
      this.take(await this.ports.rest.act<FlowDetail>(path, this.revision, { publish }));
      return { is: 'live' as const };
    });
  };

  protected compute(): BuilderState {
    const { history, detail } = this;
    if (!history || !detail) {
      return this.failure ? { is: 'failed', failure: this.failure } : { is: 'loading' };
    }
    return {
      is: 'ready',
      flow: history.now,
      detail,
      selected: this.selected !== null && this.selected in history.now.steps ? this.selected : null,
      saving: this.saving,
      canUndo: history.canUndo,
      canRedo: history.canRedo,
      problems: detail.problems,
      busy: this.busy,
    };
  }

  private path(rest?: string): string {
    return rest === undefined ? `flows/${this.ports.id}` : `flows/${this.ports.id}/${rest}`;
  }

  private take(revised: Revised<FlowDetail>): void {
    const flow = flowOf(revised.entry.content);
    this.history = new History(flow);
    this.sent = flow;
    this.saving = { is: 'saved' };
    this.accept(revised);
  }

  private accept({ revision, entry }: Revised<FlowDetail>): void {
    this.revision = revision;
    this.detail = entry;
  }

  private with(change: (flow: Flow) => Flow, tag: string | null = null): void {
    if (this.history) this.set(change(this.history.now), tag);
  }

  private set(flow: Flow, tag: string | null = null): void {
    if (!this.history || flow === this.history.now) return;
    this.history.set(flow, tag);
    this.later();
  }

  private travel(way: 'undo' | 'redo'): void {
    if (!this.history) return;
    this.history[way]();
    this.later();
  }

  private later(): void {
    if (this.saving.is !== 'conflict') {
      if (this.saving.is !== 'saving') this.saving = { is: 'waiting' };
      this.wait?.();
      this.wait = this.ports.timers.after(SAVE_AFTER_MS, () => void this.save());
    }
    this.changed();
  }

  private async write(): Promise<void> {
    const flow = this.history?.now;
    if (!flow) return;
    this.saving = { is: 'saving' };
    this.changed();
    try {
      this.accept(
        await this.ports.rest.change<FlowDetail>(this.path('draft'), this.revision, { content: flow }),
      );
      this.sent = flow;
      this.saving = this.history?.now === this.sent ? { is: 'saved' } : { is: 'waiting' };
    } catch (thrown) {
      const failure = failureOf(thrown);
      this.saving = isConflict(failure) ? { is: 'conflict' } : { is: 'failed', failure };
    }
    this.changed();
  }

  private async during<Result>(
    work: () => Promise<Result>,
  ): Promise<Result | { is: 'problems' } | { is: 'failed'; failure: Failure }> {
    this.busy = true;
    this.changed();
    try {
      return await work();
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (isConflict(failure)) this.saving = { is: 'conflict' };
      const problems = problemsOf(failure);
      if (problems && this.detail) {
        this.detail = { ...this.detail, problems: [...problems] };
        return { is: 'problems' };
      }
      return { is: 'failed', failure };
    } finally {
      this.busy = false;
      this.changed();
    }
  }
}
