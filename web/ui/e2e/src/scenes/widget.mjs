/** The screens of the widget, on the demo's page. */
import { widgetFrame } from '../axe.mjs';

async function demoPage({ page, stand }) {
  await page.goto(stand.demo.urls.demo);
  await launcher(page).waitFor();
}

/** It is the one button that our loader puts on the page, whatever the language. */
const launcher = (page) => page.getByRole('button', { name: /^(Open|Ouvrir|Άνοιγμα)/ }).last();

export async function opened(place) {
  await demoPage(place);
  await launcher(place.page).click();
  const widget = place.page.frameLocator('iframe:not(.phone *)').first();
  await widget.locator('textarea').waitFor();
  return widget;
}

export async function asked(place) {
  const widget = await opened(place);
  await widget.locator('textarea').fill('?');
  await widget.locator('textarea').press('Enter');
  await widget.getByRole('log').getByText('What can we do for you?').waitFor();
  return widget;
}

const frame = ({ page }) => widgetFrame(page);

export const widget = [
  { name: 'demo', face: 'demo', open: demoPage },
  { name: 'widget-empty', frame, open: opened },
  { name: 'widget-bot', frame, open: asked },
  {
    name: 'widget-carousel',
    frame,
    async open(place) {
      const shown = await asked(place);
      await shown.getByRole('button', { name: 'Product question' }).click();
      await shown.getByRole('button', { name: 'Ask about Ember' }).waitFor();
    },
  },
  {
    name: 'widget-form',
    frame,
    async open(place) {
      const shown = await asked(place);
      await shown.getByRole('button', { name: 'Product question' }).click();
      await shown.getByRole('button', { name: 'Ask about Ember' }).click();
      await shown.locator('form').last().waitFor();
      await shown
        .getByRole('button', { name: place.t.submit ?? 'Submit', exact: true })
        .last()
        .click();
    },
  },
  {
    name: 'widget-talk',
    poster: 'widget',
    frame,
    state: (stand) => stand.talk.state,
    async open(place) {
      const shown = await opened(place);
      await shown.getByRole('log').getByText('Three to five working days').waitFor();
    },
  },
  {
    // There is no Arabic catalogue: its words are English, and stand as an Arabic reader's eye goes.
    name: 'widget-from-the-right',
    frame,
    only: 'en',
    locale: 'ar-EG',
    async open(place) {
      const shown = await opened(place);
      await shown.locator('textarea').fill('مرحبا، هل الموقد «إمبر» مناسب لغرفة صغيرة في شقة قديمة؟');
      await shown.locator('textarea').press('Enter');
      await shown.getByRole('button', { name: 'Product question' }).click();
      await shown.getByRole('button', { name: 'Ask about Ember' }).waitFor();
    },
  },
  {
    name: 'widget-menu',
    frame,
    async open(place) {
      const shown = await asked(place);
      await shown.getByRole('button', { name: place.t.menu, exact: true }).click();
    },
  },
  {
    name: 'widget-offline',
    frame,
    gone: true,
    async open(place) {
      let line;
      await place.page.routeWebSocket(/\/ws\/widget/, (socket) => {
        if (place.cut) return socket.close({ code: 1013 });
        const server = socket.connectToServer();
        line = () => {
          server.close();
          socket.close({ code: 1013 });
        };
      });
      const shown = await asked(place);
      place.cut = true;
      line();
      await shown.locator('textarea').fill('Are you still there?');
      await shown.locator('textarea').press('Enter');
      await shown.getByRole('log').getByText('Are you still there?').waitFor();
    },
  },
].map((scene) => ({ face: 'widget', ...scene }));
