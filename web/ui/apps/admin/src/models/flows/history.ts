/** What was before, and what was undone. */

/** Steps back that are kept. */
const MOST = 200;

export class History<Value> {
  private past: Value[] = [];
  private future: Value[] = [];
  private last: string | null = null;

  constructor(private value: Value) {}

  get now(): Value {
    return this.value;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** Changes with the same `tag` one after another are undone together, such as the letters of one field. */
  set(value: Value, tag: string | null): void {
    if (tag === null || tag !== this.last) this.past = [...this.past, this.value].slice(-MOST);
    this.last = tag;
    this.future = [];
    this.value = value;
  }

  undo(): void {
    const before = this.past.pop();
    if (before === undefined) return;
    this.future.push(this.value);
    this.value = before;
    this.last = null;
  }

  redo(): void {
    const after = this.future.pop();
    if (after === undefined) return;
    this.past.push(this.value);
    this.value = after;
    this.last = null;
  }
}
