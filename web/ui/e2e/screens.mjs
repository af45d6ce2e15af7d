/** Photographs the demo for `docs/screens`: `npm run screens`. Everything on the pictures is the real program's. */
import { mkdir } from 'node:fs/promises';
import { launch } from './src/browser.mjs';
import { startDemo } from './src/demo.mjs';
import { agent, visitor } from './src/people.mjs';

const FOLDER = process.env.SCREENS ?? new URL('../../../docs/screens/', import.meta.url).pathname;
const SIZES = { wide: [1440, 900], medium: [1024, 768], narrow: [390, 844] };

const browser = await launch();
const demo = await startDemo();
await mkdir(FOLDER, { recursive: true });

async function shoot(page, name) {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(1, 1);
  await page.screenshot({ path: `${FOLDER}/${name}.png`, animations: 'disabled', caret: 'hide' });
}

const sized = (page, size) => {
  const [width, height] = SIZES[size];
  return page.setViewportSize({ width, height });
};

/** The end of the conversation, whatever the window's size has become. */
const atEnd = (log) => log.evaluate((box) => box.scrollTo(0, box.scrollHeight));

async function widgetAndWorkspace() {
  const marie = await agent(browser, demo, 'marie@example.com');
  const ana = await visitor(browser, demo);
  const thread = ana.widget.getByRole('log');
  await shoot(ana.page, 'demo');
  await ana.say('Hello! Does the Ember stove fit a flue of 130 mm?');
  await ana.sees('What can we do for you?');
  await shoot(ana.page, 'widget-bot');
  await ana.choose('Product question');
  await ana.choose('Ask about Ember');
  await ana.sees('Whom may we answer?');
  await shoot(ana.page, 'widget-form');
  await ana.fill({ 'Your name': 'Ana Duarte', 'Your e-mail': 'ana.duarte@example.org' });
  await ana.sees('Somebody who knows the Ember stove well will answer.');

  await marie.status('Online');
  await marie.acceptUntil('Ana Duarte');
  await marie.write('Internal note', 'Adapter 150 → 130 is in stock, article A-130.');
  await marie.send();
  await marie.sees('Adapter 150 → 130 is in stock, article A-130.');
  await marie.write(
    'Reply',
    'Hello Ana! It does, with an adapter from 150 to 130 mm. Shall I add one to your basket?',
  );
  await marie.send();
  await ana.sees('Shall I add one to your basket?');
  await ana.say('Yes please. And how long does delivery take?');
  await marie.sees('And how long does delivery take?');
  await marie.write('Reply', 'Three to five working days, to the room you want it in.');
  await marie.send();
  await ana.sees('Three to five working days');
  await marie.log.getByText('Read').last().waitFor();
  await atEnd(thread);
  await shoot(ana.page, 'widget-agent');
  await ana.page.emulateMedia({ colorScheme: 'dark' });
  await shoot(ana.page, 'widget-dark');
  await ana.page.emulateMedia({ colorScheme: 'light' });
  await sized(ana.page, 'narrow');
  await atEnd(thread);
  await shoot(ana.page, 'widget-narrow');

  await marie.write('Reply', 'Anything else I can do?');
  for (const [name, size, colorScheme] of [
    ['workspace', 'wide', 'light'],
    ['workspace-dark', 'wide', 'dark'],
    ['workspace-1024', 'medium', 'light'],
    ['workspace-390', 'narrow', 'light'],
  ]) {
    await marie.page.emulateMedia({ colorScheme });
    await sized(marie.page, size);
    await atEnd(marie.log);
    await shoot(marie.page, name);
  }
  await sized(marie.page, 'wide');
  for (const language of ['fr', 'el', 'en']) {
    await marie.page.evaluate(
      (chosen) => localStorage.setItem('frontdesk.preferences', JSON.stringify({ language: chosen })),
      language,
    );
    await marie.page.reload();
    await marie.sees('Three to five working days');
    if (language !== 'en') await shoot(marie.page, `workspace-${language}`);
  }
  return marie;
}

async function signIn() {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(demo.urls.workspace);
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await shoot(page, 'sign-in');
  await context.close();
}

await signIn();
const marie = await widgetAndWorkspace();
await demo.kill();
await marie.page.getByText('Connection lost.').waitFor();
await shoot(marie.page, 'server-gone');
await browser.close();
await demo.stop();
