/** Going on in another app, and back. */
export const links = {
  menu: 'Continue in another app',
  continueIn: (app: string) => `Continue in ${app}`,
  continueInAccount: (app: string, account: string) => `Continue in ${app}: ${account}`,
  back: 'Back to the conversation',
  preparing: 'One moment…',
  scan: (app: string) => `Scan this code with your phone to go on in ${app}.`,
  qr: (app: string) => `QR code that opens ${app}`,
  or: 'or',
  openHere: (app: string) => `Open ${app} on this device`,
  sendThis: (app: string) => `If ${app} shows no question, send it this code:`,
  copy: 'Copy the code',
  copied: 'Copied',
  validFor: (time: string) => `Valid for ${time}`,
  expired: 'This code is no longer valid.',
  renew: 'New code',
  confirmThere: (app: string) => `Now answer “Yes” in ${app}.`,
  confirmWhy: (app: string) =>
    `We have asked there whether it is you. Nothing of this conversation shows in ${app} before.`,
  notConfirmed: (app: string) => `Nothing was confirmed in ${app}.`,
  failed: 'No code could be made.',
  linked: (app: string) => `This conversation goes on in ${app}`,
  linkedAs: (app: string, name: string) => `This conversation goes on in ${app}, as ${name}`,
  disconnect: 'Disconnect',
  sure: (app: string) => `Answers will no longer reach you in ${app}.`,
  keep: 'Stay connected',
  via: (app: string) => `via ${app}`,
  noteLinked: (app: string) => `Goes on in ${app}`,
  noteUnlinked: (app: string) => `No longer connected to ${app}`,
};

export type LinkWords = typeof links;
