/** Leaving, coming back, breaking off: the history stays whole, and everybody has the same. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../src/browser.mjs';
import { layCable } from '../src/cable.mjs';
import { startDemo } from '../src/demo.mjs';
import { clearQueue } from '../src/desk.mjs';
import { agent, visit, visitor } from '../src/people.mjs';
import { photographed } from '../src/photographed.mjs';

let browser;
let demo;
let marie;
let zoe;

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
  await clearQueue(demo);
  [marie, zoe] = await Promise.all([agent(browser, demo, 'marie@example.com'), visitor(browser, demo)]);
  await marie.status('Online');
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Everything that stands in the widget, as its reader would read it aloud. */
const told = (person) =>
  person.widget
    .getByRole('article')
    .evaluateAll((all) => all.map((one) => one.querySelector('.bubble')?.textContent ?? one.textContent));

async function once(person, ...texts) {
  for (const text of texts) assert.equal(await person.count(text), 1, `“${text}” in the widget`);
}

async function onceFor(person, ...texts) {
  for (const text of texts)
    assert.equal(await person.log.getByText(text, { exact: true }).count(), 1, `“${text}” in the workspace`);
}

test('S3_2_S3_3_S4_1_an_end_user_leaves_and_comes_back_and_finds_everything', async () => {
  await photographed({ marie, zoe }, async () => {
    await zoe.askForHuman('Zoe Returns', 'My stove smokes');
    await marie.acceptUntil('Zoe Returns');
    await marie.write('Reply', 'Is the damper open?');
    await marie.send();
    await zoe.sees('Is the damper open?');
    const before = await told(zoe);
    assert.ok(before.length >= 6, before.join(' | '));

    await zoe.comeBack();
    await zoe.sees('Is the damper open?');
    assert.deepEqual(await told(zoe), before);

    await zoe.page.goto('about:blank');
    await marie.write('Reply', 'Said while she was away');
    await marie.send();
    await marie.log.getByText('Sent', { exact: true }).last().waitFor();
    await zoe.page.goto(demo.urls.demo);
    // Nothing has to be pressed to learn that something was said.
    await zoe.page.getByRole('button', { name: /^Open messaging, \d+ unread$/ }).click();
    await zoe.sees('Said while she was away');
    assert.deepEqual((await told(zoe)).slice(0, before.length), before);
  });
});

test('S3_3_S4_1_a_second_tab_and_another_page_of_the_site_show_the_same_conversation', async () => {
  const tab = await visit(zoe.context, demo.urls.demo);
  const other = await visit(zoe.context, `${demo.urls.demo}/lamps?colour=linen`);
  await photographed({ marie, zoe, tab, other }, async () => {
    await tab.sees('Said while she was away');
    await other.sees('Said while she was away');
    assert.deepEqual(await told(tab), await told(zoe));
    assert.deepEqual(await told(other), await told(zoe));

    await tab.say('Written in the second tab');
    await other.say('Written on the other page');
    await zoe.sees('Written on the other page');
    await marie.sees('Written in the second tab');
    await marie.write('Reply', 'Read in all of them');
    await marie.send();
    for (const page of [zoe, tab, other]) {
      await page.sees('Read in all of them');
      await once(page, 'Written in the second tab', 'Written on the other page', 'Read in all of them');
    }
  });
  await Promise.all([tab.page.close(), other.page.close()]);
});

test('S4_14_S4_17_after_a_close_the_old_request_can_be_read_and_taken_up_by_any_agent', async () => {
  await photographed({ marie, zoe }, async () => {
    await marie.write('Reply', 'Glad that it draws again');
    await marie.submitAs('Closed');
    await zoe.sees('Glad that it draws again');
    await zoe.comeBack();
    await zoe.sees('My stove smokes');
    await zoe.sees('Glad that it draws again');
    await marie.status('Offline');

    await zoe.say('It smokes again');
    await zoe.choose('Talk to a human');
    // The address is known by now and not asked for again.
    await zoe.fill({ 'Your name': 'Zoe Returns' });
    await zoe.widget.getByText('A colleague will be with you in a moment.').nth(1).waitFor();
  });

  const yannis = await agent(browser, demo, 'yannis@example.com');
  await photographed({ yannis, zoe }, async () => {
    await yannis.open('Unassigned', 'Zoe Returns');
    await yannis.conversation.getByRole('button', { name: 'Take' }).click();
    await yannis.sees('It smokes again');
    const first = yannis.log.getByText('My stove smokes', { exact: true });
    await yannis.log.hover();
    while (!(await first.isVisible())) await yannis.page.mouse.wheel(0, -600);
    await yannis.customer.getByRole('button', { name: /^C? ?.*#\d+ My stove smokes/ }).waitFor();
    await yannis.write('Reply', 'I have read what Marie wrote');
    await yannis.send();
    await zoe.sees('I have read what Marie wrote');
  });
  await yannis.write('Reply', 'Until next time');
  await yannis.submitAs('Closed');
  await zoe.sees('Until next time');
  await yannis.context.close();
  await marie.status('Online');
});

test('S3_3_S4_1_the_server_is_killed_in_the_middle_and_both_sides_go_on_without_a_reload', async () => {
  const max = await visitor(browser, demo);
  await photographed({ marie, max }, async () => {
    const loads = [0, 0];
    marie.page.on('load', () => loads[0]++);
    max.page.on('load', () => loads[1]++);
    await max.askForHuman('Max Kill', 'Before the fall');
    await marie.acceptUntil('Max Kill');
    await marie.write('Reply', 'Acknowledged before it');
    await marie.send();
    await max.sees('Acknowledged before it');

    await demo.kill();
    await marie.page.getByText('Connection lost.').waitFor();
    await max.say('Said into the void');
    await max.sees('Said into the void');
    await marie.write('Reply', 'Answered into the void');
    await marie.send();
    await marie.sees('Sending…');

    await demo.start();
    await marie.sees('Said into the void');
    await max.sees('Answered into the void');
    await marie.page.getByText('Connection lost.').waitFor({ state: 'detached' });
    await max.say('And after it');
    await marie.sees('And after it');
    await marie.write('Reply', 'All is well');
    await marie.send();
    await max.sees('All is well');

    const talk = [
      'Before the fall',
      'Acknowledged before it',
      'Said into the void',
      'Answered into the void',
      'And after it',
      'All is well',
    ];
    await once(max, ...talk);
    await onceFor(marie, ...talk.slice(1));
    assert.deepEqual(loads, [0, 0], 'somebody had to load the page again');
    // What was written down is what is shown: a fresh page tells the same.
    const before = await told(max);
    await max.comeBack();
    await max.sees('All is well');
    assert.deepEqual(await told(max), before);
  });
  await max.context.close();
});

test('S3_3_a_line_that_dies_without_a_word_on_both_sides_loses_nothing_and_doubles_nothing', async () => {
  const cable = await layCable();
  const through = { proxy: { server: cable.address } };
  await marie.status('Offline');
  const yannis = await agent(browser, demo, 'yannis@example.com', undefined, through);
  const iris = await visitor(browser, demo, through);
  await photographed({ yannis, iris }, async () => {
    await yannis.status('Online');
    await iris.askForHuman('Iris Tunnel', 'On a train');
    await yannis.acceptUntil('Iris Tunnel');
    cable.cut();
    await Promise.all([yannis.context.setOffline(true), iris.context.setOffline(true)]);
    for (const at of [1, 2, 3]) await iris.say(`From the tunnel ${at}`);
    for (const at of [1, 2, 3]) {
      await yannis.write('Reply', `To the tunnel ${at}`);
      await yannis.send();
    }
    await yannis.page.getByText('Connection lost.').waitFor();
    await iris.widget.getByText('Will be sent when you are back online').last().waitFor();
    assert.equal(await yannis.log.getByText('From the tunnel 1').count(), 0, 'the line was not cut');

    cable.mend();
    await Promise.all([yannis.context.setOffline(false), iris.context.setOffline(false)]);
    await yannis.sees('From the tunnel 3');
    await iris.sees('To the tunnel 3');
    await yannis.page.getByText('Connection lost.').waitFor({ state: 'detached' });
    const said = [1, 2, 3].map((at) => `From the tunnel ${at}`);
    const answered = [1, 2, 3].map((at) => `To the tunnel ${at}`);
    await once(iris, ...said, ...answered);
    await onceFor(yannis, ...said, ...answered);
    // Each side's own order is kept.
    const shown = await told(iris);
    assert.deepEqual(
      shown.filter((text) => text.startsWith('From')),
      said,
    );
    assert.deepEqual(
      shown.filter((text) => text.startsWith('To')),
      answered,
    );
  });
  await Promise.all([yannis.context.close(), iris.context.close()]);
  await cable.close();
});
