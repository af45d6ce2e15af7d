/**
 * Makes the pictures of docs/screens from a demo of its own: `npm --prefix web/ui/e2e run screens`.
 * Both sides of one talk, at three widths, light and dark, in three languages.
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launch } from './src/browser.mjs';
import { startDemo } from './src/demo.mjs';
import { agent, visitor } from './src/people.mjs';

const FOLDER = fileURLToPath(new URL('../../../docs/screens/', import.meta.url));
const picture = (page, name) => page.screenshot({ path: `${FOLDER}${name}.png`, animations: 'disabled' });

await mkdir(FOLDER, { recursive: true });
const [browser, demo] = await Promise.all([launch(), startDemo()]);
try {
  const marie = await agent(browser, demo, 'marie@example.com');
  await marie.status('Online');
  const zoe = await visitor(browser, demo);
  await zoe.say('My stove smokes when I light it.');
  await zoe.sees('What can we do for you?');
  await picture(zoe.page, 'demo');
  await zoe.choose('Talk to a human');
  await zoe.widget.getByRole('textbox', { name: 'Your name' }).waitFor();
  await picture(zoe.page, 'widget-form');
  await zoe.fill({ 'Your name': 'Zoe Martin', 'Your e-mail': 'zoe@mail.example' });
  await zoe.sees('A colleague will be with you in a moment.');
  await marie.accept.and(marie.page.locator(':enabled')).waitFor();
  await picture(marie.page, 'workspace-offer');
  await marie.acceptUntil('Zoe Martin');
  await marie.write('Internal note', 'The damper, I should think.');
  await marie.send();
  await marie.write('Reply', 'Hello Zoe, this is Marie. Is the damper open while you light it?');
  await marie.send();
  await zoe.sees('Is the damper open while you light it?');
  await zoe.say('It was closed. Thank you!');
  await marie.sees('It was closed. Thank you!');
  await picture(marie.page, 'workspace');
  await picture(zoe.page, 'widget');
  for (const [name, width, height] of [
    ['workspace-1024', 1024, 768],
    ['workspace-390', 390, 844],
  ]) {
    await marie.page.setViewportSize({ width, height });
    await picture(marie.page, name);
  }
  await marie.page.setViewportSize({ width: 1440, height: 900 });
  await marie.page.emulateMedia({ colorScheme: 'dark' });
  await picture(marie.page, 'workspace-dark');
  await zoe.page.emulateMedia({ colorScheme: 'dark' });
  await zoe.page.setViewportSize({ width: 390, height: 844 });
  await picture(zoe.page, 'widget-390-dark');
  const signedIn = await marie.context.storageState();
  for (const locale of ['fr-FR', 'el-GR']) {
    const context = await browser.newContext({
      locale,
      storageState: signedIn,
      viewport: { width: 1440, height: 900 },
    });
    const page = await context.newPage();
    await page.goto(marie.page.url());
    await page.getByRole('heading', { name: 'Zoe Martin', level: 1 }).waitFor();
    await page.getByText('It was closed. Thank you!').last().waitFor();
    await picture(page, `workspace-${locale.slice(0, 2)}`);
    await context.close();
  }
} finally {
  await browser.close();
  await demo.stop();
}
