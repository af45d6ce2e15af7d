/** What the builder shows of a flow, and what the server's refusals mean to it. */
import type { Failure } from '@frontdesk/client/desk';
import type { FlowDetail, FlowProblem } from '@frontdesk/protocol';
import type { Flow } from './draft';

export type Saving =
  | { is: 'saved' }
  | { is: 'waiting' }
  | { is: 'saving' }
  | { is: 'failed'; failure: Failure }
  /** Somebody else saved first: nothing more is written until it is decided whose draft it is. */
  | { is: 'conflict' };

export interface Built {
  readonly is: 'ready';
  readonly flow: Flow;
  readonly detail: FlowDetail;
  readonly selected: string | null;
  readonly saving: Saving;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly problems: readonly FlowProblem[];
  /** Something takes a while: publishing, restoring. */
  readonly busy: boolean;
}

export type BuilderState = { is: 'loading' } | { is: 'failed'; failure: Failure } | Built;

export const CONFLICT: Failure = {
  is: 'refused',
  error: { code: 'revision_conflict', message: 'somebody else saved first' },
  status: 409,
};

export function isConflict(failure: Failure): boolean {
  return failure.is === 'refused' && failure.error.code === 'revision_conflict';
}

/** A refused publication lists everything that has to be mended beside the error. */
export function problemsOf(failure: Failure): readonly FlowProblem[] | null {
  if (failure.is !== 'refused') return null;
  const body: object = failure.error;
  return 'problems' in body && Array.isArray(body.problems) ? body.problems : null;
}
