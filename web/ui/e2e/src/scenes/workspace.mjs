/** The screens of the workspace. `open` gets a page and brings it there; texts are those of the page's language. */

export async function home({ page, stand, state, t }) {
  await page.goto(stand.demo.urls.workspace);
  await page.getByRole('banner').waitFor();
  await page.getByRole('tabpanel').waitFor();
  // The pill waits a moment, so that a short gap is not shouted about.
  if (state === 'gone') await page.getByText(t.connection.lost).first().waitFor();
}

export async function ticket({ page, stand }) {
  await page.goto(`${stand.demo.urls.workspace}#/c/${stand.talk.conversation}`);
  await page.getByRole('log').getByText('Three to five working days').waitFor();
}

/** On a narrow screen what stands beside the conversation is a pane of its own. */
export async function beside({ page, t }) {
  if (page.viewportSize().width < 600) await page.getByRole('button', { name: t.panes.details }).click();
}

/** The menu with one of the demo's macros chosen. */
async function macros(place) {
  await ticket(place);
  const { page, t } = place;
  await page.getByRole('button', { name: t.macros.open, exact: true }).click();
  await page.getByRole('combobox', { name: t.macros.search }).fill('photo');
  await page.getByRole('dialog').getByRole('option', { name: 'Ask for a photo' }).waitFor();
}

const who = 'marie';

export const workspace = [
  {
    name: 'sign-in',
    async open({ page, stand }) {
      await page.goto(stand.demo.urls.workspace);
      await page.locator('input[type=password]').waitFor();
    },
  },
  { name: 'home', who, open: home, states: ['none', 'much', 'gone'] },
  { name: 'ticket', who, open: ticket, states: ['much'], poster: 'workspace' },
  {
    name: 'ticket-note',
    who,
    async open(place) {
      await ticket(place);
      await place.page.getByRole('tab', { name: place.t.composer.modes.note }).click();
      await place.page
        .getByRole('textbox', { name: place.t.composer.modes.note })
        .fill('Seen by colleagues only.');
    },
  },
  {
    name: 'macros',
    who,
    open: macros,
  },
  {
    name: 'macro-prepared',
    who,
    async open(place) {
      await macros(place);
      const { page, t } = place;
      await page.getByRole('dialog').getByRole('button', { name: t.macros.apply, exact: true }).click();
      await page.getByRole('region', { name: t.macros.prepared }).waitFor();
    },
  },
  {
    name: 'ticket-events',
    who,
    async open(place) {
      await ticket(place);
      const { switch: conversations, events } = place.t.talk.events;
      await place.page.getByRole('button', { name: conversations, exact: true }).click();
      await place.page.getByRole('menuitem', { name: events, exact: true }).click();
    },
  },
  {
    name: 'status-menu',
    who,
    async open(place) {
      await home(place);
      await place.page
        .getByRole('banner')
        .getByRole('button', { name: place.t.status.label, exact: true })
        .click();
      await place.page.getByRole('menuitem', { name: place.t.status.away, exact: true }).waitFor();
    },
  },
  {
    name: 'transfer',
    who,
    anew: true,
    async open(place) {
      await ticket(place);
      await beside(place);
      await place.page.getByRole('button', { name: place.t.ticket.transfer }).first().click();
      await place.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'shortcuts',
    who,
    async open(place) {
      await home(place);
      await place.page.keyboard.press('?');
      await place.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'details-on-a-phone',
    who,
    size: [390, 844],
    async open(place) {
      await ticket(place);
      await place.page.getByRole('button', { name: place.t.panes.details }).click();
    },
  },
  {
    name: 'server-gone',
    who,
    gone: true,
    async open(place) {
      let line;
      await place.page.routeWebSocket('**/ws/agent', (socket) => {
        if (place.cut) return socket.close({ code: 1013 });
        const server = socket.connectToServer();
        line = () => {
          server.close();
          socket.close({ code: 1013 });
        };
      });
      await ticket(place);
      await place.page.getByRole('tabpanel').getByRole('button', { name: 'Ana Duarte' }).first().waitFor();
      place.cut = true;
      line();
      await place.page.getByText(place.t.connection.lost).first().waitFor();
    },
  },
].map((scene) => ({ face: 'workspace', ...scene }));
