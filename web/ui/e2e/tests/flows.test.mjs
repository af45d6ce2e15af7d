/** The bot's flows: drawn, tried, published, met in the widget, and brought back. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { admin } from '../src/admin.mjs';
import { isReachable as isWithinReach } from '../src/axe.mjs';
import { launch } from '../src/browser.mjs';
import { startDemo } from '../src/demo.mjs';
import { desk } from '../src/desk.mjs';
import { visitor } from '../src/people.mjs';
import { photographed } from '../src/photographed.mjs';
import { resized } from '../src/shown.mjs';

let browser;
let demo;
let alex;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
  alex = await desk(demo, 'alex@example.com');
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** A flow as a draft; gives its id. */
async function draft(content) {
  const { status, body } = await alex.ask('POST', 'admin/flows/drafts', { content });
  assert.equal(status, 201, JSON.stringify(body));
  return body.entry.id;
}

async function change(id, content) {
  const { revision } = await alex.get(`admin/flows/${id}`);
  const match = { 'if-match': `"${revision}"` };
  const { status, body } = await alex.ask('PUT', `admin/flows/${id}/draft`, { content }, match);
  assert.equal(status, 200, JSON.stringify(body));
}

async function publish(id) {
  const { revision } = await alex.get(`admin/flows/${id}`);
  const match = { 'if-match': `"${revision}"` };
  const { status, body } = await alex.ask('POST', `admin/flows/${id}/publish`, {}, match);
  assert.equal(status, 200, JSON.stringify(body));
}

/** From now on the shop's widget begins with this flow; gives back which it was. */
async function meet(flow) {
  let before = null;
  await alex.configure(
    'integrations',
    (one) => one.name === 'Website',
    ({ name, group, widget, flow: usual }) => {
      before = usual;
      return { name, group, widget, flow };
    },
  );
  return before;
}

const tickets = async () => (await alex.get('tickets?list=unassigned&limit=100')).rows.length;

/** The bar above every page of the admin centre is not ours to look at here. */
const isReachable = (page, what) => isWithinReach(page, what, { exclude: ['header'] });

/** The builder as it is used. */
function builder({ page }) {
  const canvas = page.getByRole('application').or(page.locator('.react-flow')).first();
  const palette = page.getByRole('region', { name: 'Steps to add' });
  const side = page.getByRole('complementary').last();
  return {
    canvas,
    palette,
    side,
    node: (kind) => page.locator('.react-flow__node').filter({ hasText: kind }),
    exit: (kind, label) =>
      page
        .locator('.react-flow__node')
        .filter({ hasText: kind })
        .getByRole('listitem')
        .filter({ hasText: label }),
    async drag(kind, target, options) {
      await still(page);
      await palette.getByRole('button', { name: kind, exact: true }).dragTo(target, options);
    },
    /** All steps within the canvas, which the form beside it makes narrow. */
    fit: () => page.getByRole('button', { name: 'Show all' }).click(),
    saved: () =>
      page
        .getByRole('status')
        .filter({ hasText: /^Saved$/ })
        .waitFor(),
    async publish() {
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
      await page.getByRole('button', { name: 'Publish now' }).click();
    },
  };
}

/**
 * Until the canvas lies where it is: it moves for a moment to show what was chosen, and what is dropped meanwhile lands
 * beside what was aimed at.
 */
async function still(page) {
  const moved = () => {
    const now = document.querySelector('.react-flow__viewport')?.style.transform ?? '';
    const same = window.canvasWas === now;
    window.canvasWas = now;
    return same;
  };
  await page.waitForFunction(moved, undefined, { polling: 150 });
}

async function newFlow(ada, template, name) {
  await ada.go('bots/flows');
  await ada.page.getByRole('button', { name: 'New flow' }).first().click();
  const dialog = ada.page.getByRole('dialog');
  await dialog.getByRole('radio', { name: template }).check();
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: 'Create flow' }).click();
  await ada.page.getByRole('textbox', { name: 'Name of the flow' }).waitFor();
}

test('S4_7_a_flow_is_built_by_dragging_with_an_article_and_own_words_and_is_met_in_the_widget', async () => {
  const ada = await admin(browser, demo, 'bots/flows');
  const people = { ada };
  await photographed(people, async () => {
    await newFlow(ada, 'Empty', 'Drawn by hand');
    const b = builder(ada);
    await b.drag('Show articles', b.canvas, { targetPosition: { x: 200, y: 300 } });
    await b.side.getByRole('textbox', { name: 'Text' }).fill('Perhaps this answers it:');
    await b.side.getByRole('textbox', { name: 'Title' }).fill('Care of cast iron');
    await b.side.getByRole('textbox', { name: 'Address' }).fill(`${demo.listen}/demo/help.html#guarantee`);
    await b.fit();
    await b.drag('Ask if resolved', b.exit('Show articles', 'Then'));
    await b.node('Ask if resolved').waitFor();
    await b.fit();
    await b.drag('Hand over', b.exit('Ask if resolved', 'No, not yet'));
    await b.node('Hand over').waitFor();
    await b.fit();
    // Onto a line: between the two steps that it joins.
    await b.drag('Message', ada.page.getByRole('button', { name: /^Add a step: between Show articles/ }));
    await b.side
      .getByRole('textbox', { name: 'Text' })
      .fill('We wrote it ourselves, {{first_name || friend}}.');
    await b.saved();
    await ada.page.waitForFunction(() => document.querySelectorAll('.react-flow__edge').length === 3);

    await b.publish();
    await ada.page.getByText('Version 1 is live.').waitFor();
    const id = Number(ada.page.url().split('/').at(-1));
    const usual = await meet(id);
    const zoe = await visitor(browser, demo);
    people.zoe = zoe;
    await zoe.say('Hello');
    await zoe.sees('Perhaps this answers it:');
    await zoe.widget.getByRole('link', { name: /Care of cast iron/ }).waitFor();
    await zoe.sees('We wrote it ourselves, friend.');
    const before = await tickets();
    await zoe.choose('No, not yet');
    await zoe.sees('A colleague will be with you in a moment.');
    assert.equal(await tickets(), before + 1);
    await meet(usual);
    assert.deepEqual(ada.complaints, []);
  });
});

test('S4_16_S4_3_who_finds_the_answer_in_an_article_makes_no_ticket', async () => {
  const before = await tickets();
  const ana = await visitor(browser, demo);
  await photographed({ ana }, async () => {
    await ana.say('Hello');
    await ana.choose('Delivery and returns');
    const link = ana.widget.getByRole('link', { name: /How do I send something back/ });
    const [article] = await Promise.all([ana.context.waitForEvent('page'), link.click()]);
    await article.getByRole('heading', { name: 'How do I send something back?' }).waitFor();
    await article.close();
    await ana.choose('Yes, thank you');
    await ana.sees('Glad to hear it. Write any time you need us.');
    assert.equal(await tickets(), before);
    // The talk has ended; the next word meets the bot again.
    await ana.say('One more thing');
    await ana.sees('What can we do for you?');
    assert.equal(await tickets(), before);
  });
});

test('S3_7_the_bot_answers_first_and_an_agent_comes_when_asked_for', async () => {
  const before = await tickets();
  const ben = await visitor(browser, demo);
  await photographed({ ben }, async () => {
    await ben.say('Hello');
    await ben.choose('Delivery and returns');
    await ben.sees('Did that help?');
    assert.equal(await tickets(), before);
    await ben.say('I want to talk to a human');
    await ben.sees('Of course. A colleague will be with you in a moment.');
    assert.equal(await tickets(), before + 1);
  });
});

const GATHERING = {
  name: 'Gathers',
  greeting: 'Welcome to the workshop!',
  fallback: 'Pardon?',
  start: 'read',
  steps: {
    read: {
      type: 'articles',
      text: 'Have a look:',
      articles: [
        { title: 'Opening hours', url: 'https://example.com/hours', excerpt: 'Tuesday to Saturday' },
      ],
      next: 'about',
    },
    about: {
      type: 'present_options',
      text: 'What broke?',
      options: [{ id: 'lamp', label: 'A lamp', next: 'who' }],
    },
    who: {
      type: 'ask_details',
      text: 'Who are you?',
      fields: [
        { name: 'name', label: 'Your name', input: { type: 'text' }, target: { to: 'profile_name' } },
        { name: 'number', label: 'Order number', input: { type: 'text' }, target: { to: 'field', field: 1 } },
      ],
      next: 'people',
    },
    people: { type: 'transfer_to_agent', text: 'Thank you, {{name}}: {{number}} it is.', tags: ['workshop'] },
  },
};

test('S4_13_a_flow_greets_suggests_articles_and_gathers_fields_for_the_ticket', async () => {
  const id = await draft(GATHERING);
  await publish(id);
  const usual = await meet(id);
  const eva = await visitor(browser, demo);
  await photographed({ eva }, async () => {
    await eva.say('Hello');
    await eva.sees('Welcome to the workshop!');
    await eva.sees('Tuesday to Saturday');
    await eva.choose('A lamp');
    await eva.fill({ 'Your name': 'Eva Werk', 'Order number': 'HH-77' });
    await eva.sees('Thank you, Eva Werk: HH-77 it is.');
    const { rows } = await alex.get('tickets?list=unassigned&limit=100');
    const row = rows.find((one) => JSON.stringify(one).includes('Eva Werk'));
    assert.ok(row, 'her ticket waits');
    const talk = await alex.get(`conversations/${row.conversation}`);
    assert.match(JSON.stringify(talk.head), /workshop/);
    assert.match(JSON.stringify(talk.head), /HH-77/);
  });
  await meet(usual);
});

test('an_invalid_draft_is_refused_and_the_step_is_named', async () => {
  const ada = await admin(browser, demo, 'bots/flows');
  await photographed({ ada }, async () => {
    await newFlow(ada, 'Empty', 'Half done');
    const b = builder(ada);
    // By keyboard alone: the first step, and one after it.
    await b.palette.getByRole('button', { name: 'Options', exact: true }).press('Enter');
    await b.side.getByRole('textbox', { name: 'Question' }).fill('Which one?');
    await b.saved();
    await b.publish();
    await ada.page.getByText('It cannot be published yet: see what is wrong.').waitFor();
    await b.side.getByRole('heading', { name: 'Problems' }).waitFor();
    await b.side.getByText('“Option 1” leads nowhere. Connect it to a step.').waitFor();
    await b.side.getByRole('button', { name: 'Options: Which one?' }).click();
    await b.side.getByRole('heading', { name: 'Edit: Options' }).waitFor();
    // Mended without the mouse's lines: each answer leads to a new step.
    const ways = b.side.getByRole('combobox', { name: 'Leads to' });
    await ways.nth(0).selectOption({ label: 'Hand over' });
    await b.node('Hand over').waitFor();
    await b.fit();
    await b.node('Options').click();
    await ways.nth(1).selectOption({ label: 'Hand over: A colleague will be with you in a moment.' });
    await b.saved();
    await b.publish();
    await ada.page.getByText('Version 1 is live.').waitFor();
    assert.deepEqual(ada.complaints, []);
  });
});

test('of_two_admins_nobody_overwrites_the_other', async () => {
  const id = await draft(GATHERING);
  const [ada, eve] = await Promise.all([
    admin(browser, demo, `bots/flows/${id}`),
    admin(browser, demo, `bots/flows/${id}`),
  ]);
  await photographed({ ada, eve }, async () => {
    const name = ({ page }) => page.getByRole('textbox', { name: 'Name of the flow' });
    await name(eve).waitFor();
    await name(ada).fill('By Ada');
    await builder(ada).saved();
    await name(eve).fill('By Eve');
    const alert = eve.page.getByRole('alert');
    await alert.getByText('Somebody else changed this flow while you did.').waitFor();
    assert.equal((await alex.get(`admin/flows/${id}`)).entry.content.name, 'By Ada');
    await alert.getByRole('button', { name: 'Keep mine' }).click();
    await builder(eve).saved();
    assert.equal((await alex.get(`admin/flows/${id}`)).entry.content.name, 'By Eve');
  });
});

test('a_talk_that_has_begun_stays_on_its_version_and_an_earlier_one_comes_back', async () => {
  const id = await draft(GATHERING);
  await publish(id);
  const usual = await meet(id);
  const old = await visitor(browser, demo);
  const people = { old };
  await photographed(people, async () => {
    await old.say('Hello');
    await old.sees('What broke?');
    const steps = { ...GATHERING.steps, who: { type: 'send_message', text: 'The new way', next: 'people' } };
    await change(id, { ...GATHERING, greeting: 'Welcome, again!', steps });
    await publish(id);
    await old.choose('A lamp');
    await old.sees('Who are you?');
    const young = await visitor(browser, demo);
    people.young = young;
    await young.say('Hello');
    await young.sees('Welcome, again!');
    await young.choose('A lamp');
    await young.sees('The new way');

    const ada = await admin(browser, demo, `bots/flows/${id}`);
    people.ada = ada;
    await ada.page.getByRole('button', { name: 'Versions' }).click();
    await ada.page.getByRole('button', { name: 'Go back to version 1' }).click();
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Go back' }).click();
    await ada.page.getByText('Version 3 is live.').waitFor();
    await ada.page.getByText(/as version 1 was/).waitFor();
    const third = await visitor(browser, demo);
    people.third = third;
    await third.say('Hello');
    await third.sees('Welcome to the workshop!');
  });
  await meet(usual);
});

test('a_draft_is_tried_beside_the_canvas_and_leaves_nothing_behind', async () => {
  const before = await tickets();
  const id = await draft(GATHERING);
  const ada = await admin(browser, demo, `bots/flows/${id}`);
  await photographed({ ada }, async () => {
    await ada.page.getByRole('button', { name: 'Try it' }).click();
    const talk = ada.page.getByRole('log', { name: 'Trial talk' });
    await talk.getByText('Welcome to the workshop!').waitFor();
    await talk.getByRole('button', { name: 'A lamp' }).click();
    await talk.getByRole('textbox', { name: 'Your name' }).fill('Nobody');
    await talk.getByRole('textbox', { name: 'Order number' }).fill('1');
    await talk.getByRole('button', { name: 'Send form' }).click();
    await talk.getByText('People take over here.').waitFor();
    await talk.getByText('Tags: workshop').waitFor();
    assert.equal(await tickets(), before);
    await ada.page.getByText('Who tries').click();
    await ada.page.getByRole('combobox', { name: 'Channel' }).selectOption('Text only, such as SMS');
    await talk.getByText(/What broke\?\s+1\. A lamp/).waitFor();
  });
});

test('a_step_is_deleted_with_what_only_it_leads_to_and_comes_back_by_undo', async () => {
  const id = await draft(GATHERING);
  const ada = await admin(browser, demo, `bots/flows/${id}`);
  await photographed({ ada }, async () => {
    const b = builder(ada);
    const nodes = ada.page.locator('.react-flow__node');
    await b.node('Ask for details').waitFor();
    await b.node('Ask for details').click();
    await b.side.getByRole('button', { name: 'Delete step' }).click();
    const dialog = ada.page.getByRole('dialog');
    await dialog.getByText(/What leads to it will lead to Hand over/).waitFor();
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await b.node('Ask for details').waitFor({ state: 'detached' });
    assert.equal(await nodes.count(), 3);
    await ada.page.getByRole('button', { name: 'Undo' }).click();
    await b.node('Ask for details').waitFor();
    await b.saved();
  });
});

test('the_builder_is_within_reach_of_everybody', async () => {
  const id = await draft({ ...GATHERING, fallback: '' });
  const ada = await admin(browser, demo, 'bots/flows');
  const { page } = ada;
  await photographed({ ada }, async () => {
    await page.getByRole('table').waitFor();
    await isReachable(page, 'list');
    await page.getByRole('button', { name: 'New flow' }).first().click();
    await page.getByRole('dialog').waitFor();
    await isReachable(page, 'new flow');
    await ada.go(`bots/flows/${id}`);
    await page.locator('.react-flow__node').first().waitFor();
    await isReachable(page, 'canvas');
    await page.locator('.react-flow__node').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Edit: Show articles' }).waitFor();
    await isReachable(page, 'step');
    for (const panel of ['Versions', '1 problem', 'Try it', 'Flow settings']) {
      await page.getByRole('button', { name: panel }).click();
      await page.getByRole('complementary').last().getByRole('heading').first().waitFor();
      await isReachable(page, panel);
    }
    await page.getByRole('button', { name: 'Outline' }).click();
    await page.getByRole('region', { name: 'Steps in order' }).waitFor();
    await isReachable(page, 'outline');
    await resized(page, 390, 844);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: /^Options/ }).click();
    await page.getByRole('heading', { name: 'Edit: Options' }).waitFor();
    await isReachable(page, 'outline on a phone');
    assert.deepEqual(ada.complaints, []);
  });
});
