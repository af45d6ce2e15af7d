/** What social channels bring to the workspace. */
import { refusing } from './telephones.mjs';
import { beside } from './workspace.mjs';

const who = 'marie';

async function conversation({ page, stand }, id, text) {
  await page.goto(`${stand.demo.urls.workspace}#/c/${id}`);
  await page.getByRole('log').getByText(text).last().waitFor();
}

const written = (place) => conversation(place, place.stand.social.written, 'c’est le numéro 48213');
const failed = (place) => conversation(place, place.stand.social.failed, 'waits for you in the shop');

/** As if the customer had not written for longer than the channel allows. */
async function closed(place) {
  const late = (json) =>
    json?.head ? { ...json, head: { ...json.head, window_closes_at: Date.now() - 60_000 } } : json;
  await place.page.route('**/desk/v1/conversations/*', async (route) => {
    const answer = await route.fetch();
    return route.fulfill({ response: answer, json: late(await answer.json()) });
  });
  await place.page.routeWebSocket('**/ws/agent', (socket) => {
    const server = socket.connectToServer();
    server.onMessage((text) => socket.send(JSON.stringify(late(JSON.parse(text)))));
  });
  await written(place);
  const { reply, templates } = place.t.social;
  await place.page.getByRole('tab', { name: new RegExp(`^${reply.button}`) }).click();
  await place.page.getByRole('button', { name: templates.open }).waitFor();
}

async function merging(place) {
  await written(place);
  const { merge } = place.t.social;
  // On a narrow screen it stands in another pane; the dialogue is the same, and stays.
  await place.page.getByRole('button', { name: merge.open }).click();
  const dialog = place.page.getByRole('dialog');
  await dialog.getByRole('searchbox', { name: merge.search }).fill('Ana');
  await dialog.getByRole('listitem').getByRole('button').first().waitFor();
  return { dialog, merge };
}

export const social = [
  { name: 'social-ticket', open: written },
  {
    name: 'social-details-on-a-phone',
    size: [390, 844],
    async open(place) {
      await written(place);
      await place.page.getByRole('button', { name: place.t.panes.details }).click();
    },
  },
  { name: 'social-window-closed', open: closed },
  {
    name: 'social-template',
    async open(place) {
      await closed(place);
      const { templates } = place.t.social;
      await place.page.getByRole('button', { name: templates.open }).click();
      const dialog = place.page.getByRole('dialog');
      await dialog.getByRole('button', { name: templates.send }).waitFor();
    },
  },
  {
    name: 'social-failed',
    async open(place) {
      await failed(place);
      const { page, t, stand } = place;
      await page.getByRole('textbox', { name: t.composer.modes.reply }).fill('Shall we send it on Tuesday?');
      await refusing(stand.demo, async () => {
        await page.getByRole('button', { name: t.composer.send, exact: true }).click();
        await page.getByText(t.social.late.failed('Emma Clarke', '')).first().waitFor();
      });
    },
  },
  {
    name: 'social-events',
    async open(place) {
      await failed(place);
      const { switch: conversations, events } = place.t.talk.events;
      await place.page.getByRole('button', { name: conversations, exact: true }).click();
      await place.page.getByRole('menuitem', { name: events, exact: true }).click();
    },
  },
  {
    name: 'social-tag',
    anew: true,
    async open(place) {
      await written(place);
      await beside(place);
      const { page, t } = place;
      await page.getByRole('button', { name: t.talk.ticket.takeTagAway('whatsapp') }).click();
      await page.getByRole('dialog', { name: t.social.tag.title }).waitFor();
    },
  },
  { name: 'social-merge', open: merging },
  {
    name: 'social-merge-sure',
    async open(place) {
      const { dialog, merge } = await merging(place);
      await dialog.getByRole('listitem').getByRole('button').first().click();
      await dialog.getByText(merge.kept).waitFor();
    },
  },
  {
    name: 'notifier',
    states: ['none', 'much'],
    async open(place) {
      const { page, stand, t } = place;
      await page.goto(stand.demo.urls.workspace);
      const { open, title, tabs } = t.frame.notifier;
      await page
        .getByRole('banner')
        .getByRole('button', { name: new RegExp(`^${open}`) })
        .click();
      await page
        .getByRole('dialog', { name: title })
        .getByRole('tab', { name: new RegExp(`^${tabs.unassigned}`) })
        .click();
    },
  },
].map((scene) => ({ who, face: 'workspace', ...scene }));
