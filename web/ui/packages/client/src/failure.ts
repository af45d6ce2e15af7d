import type { ErrorBody } from '@frontdesk/protocol';

/** Why a request did not do what it should: the server said so, or was not reached. */
export type Failure = { is: 'refused'; error: ErrorBody; status: number } | { is: 'unreachable' };

export class RequestFailed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.is === 'refused' ? failure.error.code : 'unreachable');
    this.name = 'RequestFailed';
  }
}

/** Anything else that was thrown is a defect, and goes on. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof RequestFailed) return thrown.failure;
  throw thrown;
}
