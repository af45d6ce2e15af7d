import '@frontdesk/kit/mantine';
import '@fontsource-variable/inter/wght.css';
import '@frontdesk/kit/tokens.css';
import '@frontdesk/kit/base.css';
import { browserShelf, browserTimers, DeskRest } from '@frontdesk/client/desk';
import { tellAccount } from '@frontdesk/desk/account';
import { plainLook } from '@frontdesk/desk/look';
import { SessionModel } from '@frontdesk/desk/session';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { AdminDesk } from './models/admin_desk';
import { RouterModel } from './models/router';
import { browserAddress } from './ports/address';

const look = plainLook(
  browserShelf(() => localStorage),
  navigator.languages,
);
const router = new RouterModel(browserAddress());
const rest = new DeskRest();

const session = new SessionModel(
  rest,
  (me, onSignedOut) =>
    new AdminDesk({ me: me.agent, rest, router, look, timers: browserTimers, onSignedOut }),
);
void session.check();
void tellAccount(rest, look);

const root = document.getElementById('root');
if (root) createRoot(root).render(<App session={session} look={look} />);
