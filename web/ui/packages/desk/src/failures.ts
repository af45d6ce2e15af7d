import type { Failure } from '@frontdesk/client/desk';
import type { ErrorBody } from '@frontdesk/protocol';
import type { DeskTexts } from './words/en';

/** By its code; a code of a newer server than this page falls back to the server's own words. */
export function errorText(t: DeskTexts, error: ErrorBody): string {
  const known: string | undefined = t.errors[error.code];
  const text = known ?? error.message;
  return error.winner ? `${text} ${t.winner(error.winner)}` : text;
}

export function failureText(t: DeskTexts, failure: Failure): string {
  return failure.is === 'refused' ? errorText(t, failure.error) : t.connection.unreachable;
}
