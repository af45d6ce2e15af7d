import '@frontdesk/kit/mantine';
import '@fontsource-variable/inter/wght.css';
import '@frontdesk/kit/tokens.css';
import '@frontdesk/kit/base.css';
import { browserShelf, browserTimers, DeskClient, DeskRest } from '@frontdesk/client/desk';
import { tellAccount } from '@frontdesk/desk/account';
import { invitationOf, JoinModel } from '@frontdesk/desk/join_model';
import { SessionModel } from '@frontdesk/desk/session';
import { createRoot } from 'react-dom/client';
import { CATALOGUES } from './i18n/catalogues';
import { dayKey } from './i18n/formats';
import { PreferencesModel } from './models/preferences';
import { Workspace } from './models/workspace';
import { browserAddress } from './ports/address';
import { browserAttention } from './ports/attention';
import { browserBell } from './ports/bell';
import { browserHerald } from './ports/herald';
import { App } from './views/app';

const shelf = browserShelf(() => localStorage);
const preferences = new PreferencesModel(shelf, navigator.languages);
const rest = new DeskRest();

const ports = {
  timers: browserTimers,
  shelf,
  attention: browserAttention(),
  bell: browserBell(),
  herald: browserHerald(),
  address: browserAddress(),
  preferences,
  words: () => {
    const texts = CATALOGUES[preferences.snapshot().language];
    return {
      product: texts.product,
      offerTitle: texts.accept.noticeTitle,
      offerBody: texts.accept.noticeBody,
      assignedTitle: texts.frame.assigned.notice,
      assignedBody: texts.frame.assigned.noticeBody,
    };
  },
  texts: () => CATALOGUES[preferences.snapshot().language],
  visit: (address: string) => location.assign(address),
  dayOf: dayKey,
};

/** Twenty times a second is as live as anybody can tell, and leaves the page time for its own agent. */
const TELL_EVERY_MS = 50;

const url = () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/agent`;

const session = new SessionModel(rest, (me, onSignedOut) => {
  const client = new DeskClient({ rest, me: me.agent, url, onSignedOut, tellEveryMs: TELL_EVERY_MS });
  const workspace = new Workspace(client, ports);
  workspace.start();
  return workspace;
});
void tellAccount(rest, preferences);

const token = invitationOf(location);
const invitation = token === null ? null : new JoinModel(rest, token, () => location.replace('/workspace'));
if (!invitation) void session.check();

const root = document.getElementById('root');
if (root)
  createRoot(root).render(<App session={session} preferences={preferences} invitation={invitation} />);
