import { type DeskRest, RequestFailed } from '@frontdesk/client/desk';
import type { PublicAccount } from '@frontdesk/protocol';
import type { LookModel } from './look';

/** Asks how the account looks. Without an answer everything looks as on the last visit: the session tells the rest. */
export async function tellAccount(
  rest: Pick<DeskRest, 'ask'>,
  look: Pick<LookModel, 'tellAccount'>,
): Promise<void> {
  try {
    look.tellAccount(await rest.ask<PublicAccount>('GET', '/desk/v1/account'));
  } catch (thrown) {
    if (!(thrown instanceof RequestFailed)) throw thrown;
  }
}
