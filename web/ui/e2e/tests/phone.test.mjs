/** The customer's telephone beside the demo's shop: every app on it reaches the server through its provider. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../src/browser.mjs';
import { startDemo } from '../src/demo.mjs';
import { PATIENCE } from '../src/people.mjs';

let browser;
let demo;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Emma's telephone, which speaks English; `problems` is what the page's console complained of. */
async function emma(address = `${demo.urls.phone}?person=emma`) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const problems = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(address);
  return {
    page,
    context,
    problems,
    chat: page.getByRole('log'),
    field: page.getByRole('textbox', { name: 'Message' }),
  };
}

test('S1_1_S1_19_a_first_contact_from_each_app_is_answered_by_the_bot', async () => {
  const phone = await emma();
  const apps = phone.page.getByRole('navigation', { name: 'Home' }).getByRole('button');
  await apps.first().waitFor();
  const names = (await apps.allInnerTexts()).map((name) => name.replace(/^\d+\s*/, '').trim());
  assert.ok(names.length >= 3, names.join(', '));
  for (const name of names) {
    await phone.page.getByRole('button', { name: 'Home' }).last().click();
    await apps.filter({ hasText: name }).click();
    const begin = phone.page.getByRole('button', { name: /^(Get Started|Start|Follow|Add)$/ });
    await phone.field.or(begin).first().waitFor();
    if (await begin.isVisible()) await begin.click();
    await phone.field.fill(`Hello from ${name}`);
    await phone.field.press('Enter');
    await phone.chat.getByText(`Hello from ${name}`, { exact: true }).waitFor();
    await phone.chat.getByText('I am the assistant of Hearth & Home.').first().waitFor();
  }
  assert.deepEqual(phone.problems, []);
  await phone.context.close();
});

test('a_link_opens_the_chat_with_the_text_that_it_brings', async () => {
  const phone = await emma();
  await phone.page.getByRole('button', { name: 'Scan a code' }).click();
  const code = phone.page.getByRole('textbox', { name: 'Link or text of the code' });
  await code.fill('https://example.com/nothing');
  await code.press('Enter');
  await phone.page.getByText('No app on this telephone opens that').waitFor();
  await code.fill('https://wa.me/15550001001?text=Hi%20there');
  await code.press('Enter');
  await phone.page.getByRole('heading', { name: 'Hearth & Home' }).waitFor();
  assert.equal(await phone.field.inputValue(), 'Hi there');
  await phone.context.close();
});

test('the_shop_shows_the_telephone_beside_it_where_there_is_room', async () => {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  await page.goto(demo.urls.demo);
  const frame = page.frameLocator('iframe[title="The customer’s telephone"]');
  await frame.getByRole('button', { name: /WhatsApp/ }).waitFor();
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.locator('#phone').waitFor({ state: 'hidden' });
  const link = page.getByRole('link', { name: 'the customer’s telephone' });
  assert.equal(await link.getAttribute('href'), demo.urls.phone);
  await context.close();
});
