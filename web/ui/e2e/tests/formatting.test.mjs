/** How a reply is set: in the workspace, in the widget and on telephones, each in its own way. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isReachable } from '../src/axe.mjs';
import { launch } from '../src/browser.mjs';
import { isBuilt, startDemo } from '../src/demo.mjs';
import { agent, visitor } from '../src/people.mjs';
import { account, phone } from '../src/phone.mjs';
import { photographed } from '../src/photographed.mjs';

const SOURCE = '**Good news**: see [our shop](https://shop.example/a_b).';
const WORDS = 'Good news: see our shop.';
const LINK = 'https://shop.example/a_b';

describe('a reply that is set', { skip: !isBuilt && 'build the program first' }, () => {
  let demo;
  let browser;
  let marie;
  before(async () => {
    [browser, demo] = await Promise.all([launch(), startDemo()]);
    marie = await agent(browser, demo, 'marie@example.com');
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  const box = () => marie.page.getByRole('textbox', { name: 'Reply' });
  const take = async (name) => {
    await marie.open('Unassigned', name);
    await marie.page.getByRole('button', { name: 'Take', exact: true }).first().click();
    await box().waitFor();
  };
  /** In a page or a frame: the words of the reply, bold and linked, without a mark. */
  const isSet = async (place) => {
    await place
      .locator('strong', { hasText: /^Good news$/ })
      .first()
      .waitFor();
    const link = place.getByRole('link', { name: 'our shop' }).first();
    assert.equal(await link.getAttribute('href'), LINK);
    assert.equal(await link.getAttribute('rel'), 'noopener noreferrer');
    assert.equal(await link.getAttribute('target'), '_blank');
    const said = place.locator('p', { has: place.locator('strong', { hasText: /^Good news$/ }) }).first();
    assert.equal((await said.innerText()).trim(), WORDS);
  };
  test('in the workspace and in the widget, and never what a visitor writes', async () => {
    const ana = await visitor(browser, demo);
    await photographed({ marie, ana }, async () => {
      await ana.askForHuman('Ana Bold', 'I write **stars** and [x](https://a.example)');
      await take('Ana Bold');
      await marie.page.getByText('I write **stars** and [x](https://a.example)').first().waitFor();
      await box().fill(SOURCE);
      await marie.send();
      await isSet(marie.page);
      await isSet(ana.widget);
    });
  });

  test('by keys, by the menu, and by an address pasted over words', async () => {
    const { page } = marie;
    await photographed({ marie }, async () => {
      await box().fill('Hello shop');
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Control+b');
      assert.equal(await box().inputValue(), '**Hello shop**');
      await page.keyboard.press('Control+b');
      assert.equal(await box().inputValue(), 'Hello shop');
      await page.keyboard.press('Control+i');
      assert.equal(await box().inputValue(), '_Hello shop_');
      await page.keyboard.press('Control+z');
      assert.equal(await box().inputValue(), 'Hello shop', 'one key takes it back');
      await page.getByRole('button', { name: 'Formatting' }).click();
      await isReachable(page, 'the menu for formatting');
      await page.getByRole('menuitem', { name: 'Bold' }).click();
      assert.equal(await box().inputValue(), '**Hello shop**');
      await box().fill('Hello shop');
      await box().evaluate((area) => {
        area.setSelectionRange(6, 10);
        const data = new DataTransfer();
        data.setData('text/plain', 'https://shop.example');
        area.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
      });
      assert.equal(await box().inputValue(), 'Hello [shop](https://shop.example)');
      await box().fill('');
    });
  });

  for (const [kind, who, name, said] of [
    ['whatsapp', 'ana', 'Ana Silva', `*Good news*: see our shop (${LINK}).`],
    ['line', 'emma', 'Emma Keller', `Good news: see our shop (${LINK}).`],
    ['telegram', 'nikos', 'Nikos Pappas', WORDS],
  ])
    test(`as ${kind} writes it`, async () => {
      const { id } = await account(demo, kind);
      const customer = phone(demo, who);
      await photographed({ marie }, async () => {
        if (kind === 'telegram') await customer.start(id);
        await customer.write(id, 'Hello');
        await customer.reads('Talk to a human');
        await customer.asksForHuman(id, name);
        await take(name);
        await box().fill(SOURCE);
        if (kind !== 'telegram') await marie.page.getByText(/formatting as plain text/).waitFor();
        await marie.send();
        const { content } = await customer.sees(id, 'Good news');
        assert.equal(content.text, said);
        if (kind === 'telegram')
          assert.deepEqual(content.entities, [
            { type: 'bold', offset: 0, length: 9 },
            { type: 'text_link', offset: 15, length: 8, url: LINK },
          ]);
        await isSet(marie.page);
      });
    });
});
