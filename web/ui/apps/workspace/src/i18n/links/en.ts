import type { LinkNews } from '@frontdesk/protocol';

type Line = (channel: string, account: string) => string;

/** A conversation that goes on in another channel. */
export const links = {
  news: {
    asked: (channel, account) => `The customer asked for a code to go on in ${channel} (${account})`,
    pending: (channel, account) =>
      `Somebody came to ${channel} (${account}) with the code and is asked to confirm`,
    linked: (channel, account) => `The customer goes on in ${channel} (${account})`,
    declined: (channel, account) => `Going on in ${channel} (${account}) was declined`,
    expired: (channel, account) => `The code for ${channel} (${account}) was not used in time`,
    unlinked: (channel, account) => `The customer disconnected ${channel} (${account})`,
    back: () => 'The customer goes on in the widget again',
    came: (channel, account) => `Came to ${channel} (${account}) by a link of the widget`,
  } satisfies Record<LinkNews, Line> as Record<LinkNews, Line>,
  linkedAs: (line: string, name: string) => `${line}, as ${name}`,
  /** A reply that cannot go where the customer wrote last. */
  instead: {
    choose: 'Send to the widget instead',
    chosen: (channel: string) =>
      `This reply goes to the web widget. The customer wrote last in ${channel} and does not see it there.`,
    cancel: 'Cancel',
    sent: (channel: string) => `Sent to the web widget instead of ${channel}`,
  },
  wentElsewhere: 'The customer goes on in another conversation',
};

export type LinkTexts = typeof links;
