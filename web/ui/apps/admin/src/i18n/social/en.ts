import { plural } from '@frontdesk/desk/plural';
import { settings } from './settings/en';

const count = (n: number, one: string, other: string) => plural('en', n, { one, other });

/** Channels › Messaging and social › Social channels. */
export const social = {
  list: {
    title: 'Social channels',
    purpose: 'The accounts by which customers write to you on WhatsApp, Messenger, LINE and others.',
    intro:
      'Each account is one number, page or bot of yours. What customers write there becomes a conversation here, and answers go out by the same account. You can connect several of a kind.',
    search: 'Search accounts',
    add: 'Connect an account',
    account: 'Account',
    state: 'State',
    heard: 'Last webhook',
    neverHeard: 'not since the start',
    failures: 'Failed',
    kind: 'Channel',
    total: (n: number) => count(n, '1 account', `${n} accounts`),
    emptyTitle: 'No account yet',
    emptyHint:
      'Connect a WhatsApp number, a Facebook page, a LINE channel or another account, and its messages arrive in the workspace.',
  },
  kindHints: {
    whatsapp: 'A number of the WhatsApp Business Platform (Cloud API).',
    messenger: 'A Facebook page.',
    instagram: 'A professional Instagram account.',
    line: 'A LINE official account with the Messaging API.',
    wechat: 'A WeChat service account.',
    x: 'Direct messages of an X account. End-to-end encrypted chats cannot be read.',
    telegram: 'A Telegram bot.',
    sms: 'Text messages to a Twilio number.',
  },
  state: {
    not_connected: 'Not connected',
    working: 'Working',
    waiting: 'Waiting',
    paused: 'Paused',
  },
  /** What a check found, in the place of a state that is no worse. */
  found: { wrong: 'Something is wrong', doubtful: 'Needs a look' },
  add: {
    title: 'Connect an account',
    intro: 'Choose the channel and a name. The next page says what to copy from where.',
    kind: 'Channel',
    name: 'Name',
    nameHint: 'For you and your agents, such as “Support France”.',
    group: 'Group',
    groupHint: 'Where the work goes when the bot hands over.',
    made: 'The account is there. Now connect it to its provider.',
  },
  tabs: {
    label: 'Parts of the account',
    connection: 'Connection',
    basics: 'Basics',
    doctor: 'Check',
    letters: 'Undelivered',
  },
  basics: {
    title: 'The account',
    name: 'Name',
    nameHint: 'Agents see it on every ticket, beside the number.',
    flow: 'Flow',
    flowHint: 'Who greets customers. The standard response hands over to people.',
    standard: 'Standard response',
    group: 'Group',
    groupHint: 'Where the work goes when the flow names no group.',
    noGroup: 'No group',
    saved: 'Saved',
  },
  connection: {
    webhook: 'Where the provider calls',
    webhookIntro:
      'Enter this address as the webhook (callback) at the provider. Where the provider lets us, it is entered when you save.',
    address: 'Webhook address',
    copy: 'Copy',
    copied: 'Copied',
    verify: 'Verify token',
    verifyHint: 'Enter it at the provider beside the address. It is not shown again after saving.',
    values: 'From the provider',
    guide: (channel: string) => `How to connect ${channel}, step by step`,
    newTab: 'opens in a new tab',
    secrets: 'Secrets',
    secretsIntro: 'They are encrypted and never shown again. What is stored stays until you replace it.',
    set: 'Stored',
    notSet: 'Not set',
    optional: 'optional',
    replace: 'Replace',
    replaceOf: (label: string) => `Replace: ${label}`,
    keep: 'Keep the stored one',
    keepOf: (label: string) => `Keep the stored one: ${label}`,
    show: 'Show',
    hide: 'Hide',
    generate: 'Make a new one',
    saved: 'Saved',
    subscribed: 'The provider calls this server now.',
    byHand: 'Saved. Now enter the webhook address at the provider.',
    notSubscribed: (told: string) => `Saved, but the provider did not take the webhook: ${told}.`,
    required: 'This is needed.',
    wrong: 'The server does not take this value.',
  },
  settings,
  doctor: {
    title: 'Check of the connection',
    intro: 'Looks at the account from here and asks its provider. Nothing is changed by it.',
    again: 'Look again',
    looking: 'Asking the provider…',
    resume: 'Resume sending',
    resumed: 'The account sends again.',
    verdicts: { right: 'Right', doubtful: 'Look at this', wrong: 'Wrong' },
    fine: 'Everything is right.',
    told: (text: string) => `The provider says: ${text}`,
    inOrder: 'In order.',
    lines: {
      connected: 'Filled in',
      address: 'This server’s address',
      standing: 'Sending',
      arriving: 'Last webhook',
      refused: 'Refused webhooks',
      sending: 'Last message out',
      alert: 'Word of the provider',
      token_end: 'Token’s end',
      unread: 'Not understood',
      dead_letters: 'Undelivered messages',
    },
    checks: {
      token: 'Access token',
      account: 'Account',
      webhook: 'Webhook at the provider',
      webhook_test: 'Test call of the webhook',
      subscription: 'Subscription to messages',
      sending: 'Right to send',
      quota: 'Monthly quota',
      quota_used: 'Used this month',
      other: (name: string) => `Check “${name}”`,
    },
    said: {
      connected: {
        right: 'Everything that is needed is filled in.',
        not_connected: 'Nothing is filled in yet. Fill in the Connection tab.',
        other_key:
          'The stored credentials were sealed with another key. Give the server its key file back, or fill the secrets in again.',
      },
      address: {
        right: (text: string) => `Providers reach it at ${text}.`,
        not_https: (text: string) =>
          `Providers call https addresses only; this is ${text === '' ? 'not set' : text}. Set public_url in the configuration.`,
      },
      standing: {
        working: 'Messages go out.',
        waiting: (until: string, text: string) =>
          `The provider asked to wait until ${until}: ${text}. It goes on by itself.`,
        paused: (since: string, text: string) =>
          `Nothing is sent since ${since}: ${text}. Mend the credentials in the Connection tab, then resume.`,
      },
      arriving: {
        right: (at: string) => `The provider last called at ${at}.`,
        handshake_only: (at: string) => `The webhook was accepted at ${at}; no message has come yet.`,
        never:
          'The provider has not called since this server started. Enter the webhook address there, and write a message to the account.',
      },
      refused: {
        right: 'None was refused.',
        unsigned: (at: string) =>
          `At ${at} somebody called without a signature. If it was the provider, signing is off there.`,
        wrong_signature: (at: string) =>
          `At ${at} a signature was wrong: the secret in the Connection tab is not the one that the provider signs with.`,
        stale: (at: string) => `At ${at} a call was too old. Check this server’s clock.`,
        wrong_token: (at: string) =>
          `At ${at} the verify token was another one. Enter the same token here and at the provider.`,
        no_secret: (at: string) =>
          `At ${at} a call could not be checked: the secret that signs is missing here.`,
        malformed: (at: string) =>
          `At ${at} something came that is no webhook. Somebody else may have called.`,
      },
      sending: {
        right: (at: string) => `The last message went out at ${at}.`,
        never: 'Nothing was sent since this server started.',
        mended: (at: string) => `A message failed at ${at}, but later ones went out.`,
        failed: (at: string) => `The last message failed at ${at}.`,
      },
      alert: (at: string) => `Told at ${at}.`,
      token_end: {
        right: (at: string) =>
          `The token in use ends at ${at} and is renewed by itself where the provider gives a new one.`,
        doubtful: (at: string) => `The token ends at ${at}. Get a new one before that.`,
        wrong: (at: string) => `The token ended at ${at}. Get a new one.`,
      },
      unread: {
        right: 'Everything that came was understood.',
        doubtful: (n: number) =>
          count(
            n,
            'One thing that came could not be understood; where it could be kept, it is under Undelivered.',
            `${n} things that came could not be understood; those that could be kept are under Undelivered.`,
          ),
      },
      dead_letters: {
        right: 'None.',
        doubtful: (n: number) => count(n, 'One waits under Undelivered.', `${n} wait under Undelivered.`),
      },
      checks: {
        token: 'Get a new token from the provider and enter it under Connection.',
        account: 'Compare the ids under Connection with the provider’s page.',
        webhook: 'Enter the webhook address at the provider, or save the connection again.',
        webhook_test:
          'The provider cannot reach this server: look at the address, the firewall and the certificate.',
        subscription: 'Save the connection again, so that messages are asked for.',
        sending: 'The account lacks the right to send at the provider.',
        quota: 'Look at the plan of the account at the provider.',
        quota_used: 'Look at the plan of the account at the provider.',
        other: 'Look at the account at the provider.',
      },
    },
  },
  letters: {
    title: 'Undelivered messages',
    intro:
      'Messages that could not be sent, and messages of customers that could not be taken in. Try again once the cause is gone; forget what is dealt with.',
    out: 'Outgoing',
    in: 'Incoming',
    to: (name: string) => `To ${name}`,
    unknown: 'somebody',
    ticket: (n: number) => `Ticket #${n}`,
    conversation: 'Open the conversation',
    raw: 'As it came',
    retry: 'Send again',
    retried: 'The message is on its way again.',
    takeAgain: 'Try again',
    takeAgainOf: (of: string) => `Try again: ${of}`,
    taken: 'It was taken in.',
    still: (why: string) => `It could not be taken in now either: ${why}`,
    lost: (n: number) =>
      count(
        n,
        'The message was taken in without a file of it.',
        `The message was taken in without ${n} files of it.`,
      ),
    forget: 'Forget',
    forgotten: 'Forgotten',
    forgetOf: (of: string) => `Forget: ${of}`,
    retryOf: (of: string) => `Send again: ${of}`,
    noHelp: 'Sending again would fail again.',
    emptyTitle: 'No undelivered messages',
    emptyHint: 'Every message of this account found its way.',
    count: (n: number) => count(n, '1 message', `${n} messages`),
    whys: {
      unreadable: 'It could not be read.',
      other: (why: string) => `Reason: ${why}`,
    },
  },
};

export type SocialTexts = typeof social;
