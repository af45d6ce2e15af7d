/** The widget on the way into another app. The app is the same in every language, and so is who comes. */
import { widgetFrame } from '../axe.mjs';
import { comesWith } from './telephones.mjs';
import { asked, opened } from './widget.mjs';

const APP = 'WhatsApp';

async function menu(place) {
  const shown = await asked(place);
  await shown.getByRole('button', { name: place.t.links.menu, exact: true }).click();
  await shown.getByRole('menuitem').first().waitFor();
  return shown;
}

async function code(place) {
  const shown = await menu(place);
  await shown.getByRole('menuitem', { name: APP }).first().click();
  await shown.getByRole('img', { name: place.t.links.qr(APP) }).waitFor();
  return shown;
}

async function linked(place) {
  const shown = await opened(place);
  await shown.getByRole('button', { name: place.t.links.disconnect, exact: true }).waitFor();
  return shown;
}

const state = (stand) => stand.social.linked;

export const linking = [
  { name: 'linking-menu', open: menu },
  { name: 'linking-code', open: code },
  {
    name: 'linking-confirm',
    async open(place) {
      const shown = await code(place);
      const link = shown.getByRole('link', { name: place.t.links.openHere(APP) });
      await comesWith(place.stand.demo, await link.getAttribute('href'));
      await shown.getByText(place.t.links.confirmThere(APP)).waitFor();
    },
  },
  { name: 'linked', state, open: linked },
  {
    name: 'linked-sure',
    state,
    async open(place) {
      const shown = await linked(place);
      await shown.getByRole('button', { name: place.t.links.disconnect, exact: true }).click();
      await shown.getByText(place.t.links.sure(APP)).waitFor();
    },
  },
].map((scene) => ({ face: 'widget', frame: ({ page }) => widgetFrame(page), ...scene }));
