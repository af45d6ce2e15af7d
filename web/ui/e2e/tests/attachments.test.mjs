/** Files in both directions: by clip and by drop, within the bounds, and only to whom they were sent. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from '../src/browser.mjs';
import { startDemo } from '../src/demo.mjs';
import { clearQueue, desk } from '../src/desk.mjs';
import { bigText, choose, drop, PNG, PROGRAM, zip } from '../src/files.mjs';
import { agent, visitor } from '../src/people.mjs';
import { photographed } from '../src/photographed.mjs';

const LIMIT = 50 * 1024 * 1024;
const text = (name, content) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });

let browser;
let demo;
let folder;
let marie;
let ana;

before(async () => {
  [browser, demo, folder] = await Promise.all([
    launch(),
    startDemo(),
    mkdtemp(join(tmpdir(), 'frontdesk-files-')),
  ]);
  await clearQueue(demo);
  [marie, ana] = await Promise.all([agent(browser, demo, 'marie@example.com'), visitor(browser, demo)]);
  await marie.status('Online');
  await ana.askForHuman('Ana Files');
  await marie.acceptUntil('Ana Files');
});
after(async () => {
  await browser?.close();
  await demo?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const clips = () => ({
  ana: ana.widget.getByRole('button', { name: 'Attach a file' }),
  marie: marie.conversation.getByRole('button', { name: 'Attach a file' }),
});
const sends = (person) => person.widget.getByRole('button', { name: 'Send' }).click();

/** What somebody's browser saves when they press this. */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('S3_27_S3_28_a_file_is_chosen_with_the_clip_and_arrives_as_it_was_in_both_directions', async () => {
  await photographed({ marie, ana }, async () => {
    await choose(ana.page, clips().ana, [
      { name: 'door.png', mimeType: 'image/png', buffer: PNG },
      text('σημείωση.txt', 'The hinge, seen from below.'),
    ]);
    await ana.widget.getByRole('button', { name: 'Remove door.png' }).waitFor();
    await ana.widget.getByRole('button', { name: 'Remove σημείωση.txt' }).waitFor();
    await ana.box.fill('Two files for you');
    await sends(ana);
    await marie.sees('Two files for you');
    const picture = marie.log.getByRole('button', { name: 'Look at door.png' });
    await picture.waitFor();
    const shown = (image) => image.complete && image.naturalWidth === 1;
    await marie.page.waitForFunction(shown, await picture.locator('img').elementHandle());
    const note = await saved(marie.page, marie.log.getByRole('link', { name: 'σημείωση.txt' }));
    assert.deepEqual(note, {
      name: 'σημείωση.txt',
      bytes: Buffer.from('The hinge, seen from below.'),
    });

    await choose(marie.page, clips().marie, [text('repair.txt', 'Oil it.')]);
    await marie.conversation.getByRole('button', { name: 'Remove repair.txt' }).waitFor();
    await marie.write('Reply', 'How to repair it');
    await marie.send();
    await ana.sees('How to repair it');
    const repair = await saved(ana.page, ana.widget.getByRole('button', { name: 'Download repair.txt' }));
    assert.deepEqual(repair, { name: 'repair.txt', bytes: Buffer.from('Oil it.') });
  });
});

test('S3_29_files_are_dropped_on_the_conversation_and_on_the_widget', async () => {
  const two = (who) => [
    { name: `${who}-1.txt`, mimeType: 'text/plain', text: 'one' },
    { name: `${who}-2.txt`, mimeType: 'text/plain', text: 'two' },
  ];
  await photographed({ marie, ana }, async () => {
    await drop(ana.widget.getByRole('log'), two('ana'), () =>
      ana.widget.getByText('Drop files to attach them').waitFor(),
    );
    await ana.widget.getByText('Drop files to attach them').waitFor({ state: 'detached' });
    for (const at of [1, 2]) await ana.widget.getByRole('button', { name: `Remove ana-${at}.txt` }).waitFor();
    await sends(ana);
    for (const at of [1, 2]) await marie.log.getByRole('link', { name: `ana-${at}.txt` }).waitFor();

    await drop(marie.log, two('marie'), () =>
      marie.page.getByText('Drop the files to attach them').waitFor(),
    );
    for (const at of [1, 2])
      await marie.conversation.getByRole('button', { name: `Remove marie-${at}.txt` }).waitFor();
    await marie.send();
    for (const at of [1, 2])
      await ana.widget.getByRole('button', { name: `Download marie-${at}.txt` }).waitFor();
  });
});

test('S3_30_fifty_megabytes_are_the_most_and_more_is_refused_with_a_reason', async () => {
  const [most, more] = await Promise.all([
    bigText(folder, 'most.log', LIMIT),
    bigText(folder, 'more.log', LIMIT + 1024 * 1024),
  ]);
  await photographed({ marie, ana }, async () => {
    await choose(ana.page, clips().ana, [more]);
    await ana.widget.getByText(/The file is larger than 50\sMB\./).waitFor();
    await ana.widget.getByRole('button', { name: 'Remove more.log' }).click();
    await choose(marie.page, clips().marie, [more]);
    await marie.page.getByText('more.log is too large.').waitFor();
    assert.equal(await marie.conversation.getByRole('button', { name: 'Remove more.log' }).count(), 0);

    await choose(ana.page, clips().ana, [most]);
    await ana.widget.getByRole('button', { name: 'Remove most.log' }).waitFor();
    await sends(ana);
    await marie.log.getByRole('link', { name: 'most.log' }).waitFor();

    const session = await openSession();
    const told = await announce(session.token, LIMIT + 1);
    assert.deepEqual([told.status, told.body.code], [413, 'file_too_large']);
  });
});

test('S3_32_S3_33_programs_are_refused_whatever_they_are_called_and_archives_are_taken', async () => {
  await photographed({ marie, ana }, async () => {
    await choose(ana.page, clips().ana, [
      { name: 'setup.exe', mimeType: 'application/octet-stream', buffer: PROGRAM },
    ]);
    await ana.widget.getByText('Files of this type are not accepted.').waitFor();
    await ana.widget.getByRole('button', { name: 'Remove setup.exe' }).click();
    await choose(ana.page, clips().ana, [{ name: 'holiday.png', mimeType: 'image/png', buffer: PROGRAM }]);
    await ana.widget.getByText('Files of this type are not accepted.').waitFor();
    await ana.widget.getByRole('button', { name: 'Remove holiday.png' }).click();

    await choose(marie.page, clips().marie, [
      { name: 'setup.exe', mimeType: 'application/octet-stream', buffer: PROGRAM },
    ]);
    await marie.page.getByText('setup.exe: this kind of file is not accepted.').waitFor();
    await choose(marie.page, clips().marie, [
      { name: 'holiday.png', mimeType: 'image/png', buffer: PROGRAM },
    ]);
    await marie.page.getByText('This kind of file is not accepted.', { exact: true }).waitFor();

    const archive = { name: 'all.zip', mimeType: 'application/zip', buffer: zip('setup.exe', PROGRAM) };
    await choose(ana.page, clips().ana, [archive]);
    await ana.widget.getByRole('button', { name: 'Remove all.zip' }).waitFor();
    await sends(ana);
    const received = await saved(marie.page, marie.log.getByRole('link', { name: 'all.zip' }));
    assert.deepEqual(received, { name: 'all.zip', bytes: archive.buffer });
  });
});

test('S3_34_what_is_attached_to_an_internal_note_never_reaches_the_end_user', async () => {
  await photographed({ marie, ana }, async () => {
    await marie.write('Internal note', 'Between us');
    await choose(marie.page, clips().marie, [text('secret.txt', 'She is a VIP.')]);
    await marie.conversation.getByRole('button', { name: 'Remove secret.txt' }).waitFor();
    await marie.send();
    const link = marie.log.getByRole('link', { name: 'secret.txt' });
    await link.waitFor();
    const address = new URL(await link.getAttribute('href'), demo.listen);

    // A later public message has come, so the note would have been there before it.
    await marie.write('Reply', 'After the note');
    await marie.send();
    await ana.sees('After the note');
    assert.equal(await ana.widget.getByText('secret.txt').count(), 0);
    assert.equal(await ana.widget.getByText('Between us').count(), 0);

    const asking = ana.page.waitForRequest((one) => one.url().includes('/desk/v1/widget/attachments'));
    await choose(ana.page, clips().ana, [text('own.txt', 'mine')]);
    const { authorization } = await (await asking).allHeaders();
    assert.match(authorization, /^Bearer ./);
    const refused = await fetch(address, { headers: { authorization } });
    assert.deepEqual([refused.status, (await refused.json()).code], [404, 'not_found']);
    assert.equal((await fetch(address)).status, 401);
    await ana.widget.getByRole('button', { name: 'Remove own.txt' }).click();
  });
});

test('S3_26_the_admin_decides_whether_end_users_may_attach_files', async () => {
  const alex = await desk(demo, 'alex@example.com');
  const uploads = (on) =>
    alex.configure(
      'integrations',
      () => true,
      ({ name, flow, group, widget }) => ({ name, flow, group, widget: { ...widget, uploads: on } }),
    );
  await photographed({ marie, ana }, async () => {
    await clips().ana.waitFor();
    await uploads(false);
    await ana.comeBack();
    await ana.sees('After the note');
    assert.equal(await clips().ana.count(), 0, 'the clip is still there');
    await drop(ana.widget.getByRole('log'), [{ name: 'in.txt', mimeType: 'text/plain', text: 'in' }]);
    assert.equal(await ana.widget.getByText('in.txt').count(), 0);
    const session = await openSession();
    assert.equal(session.settings.uploads, false);
    const told = await announce(session.token, 4);
    assert.deepEqual([told.status, told.body.code], [403, 'uploads_off']);
    // Agents may still send some, and end users still get them.
    await choose(marie.page, clips().marie, [text('still.txt', 'here')]);
    await marie.conversation.getByRole('button', { name: 'Remove still.txt' }).waitFor();
    await marie.send();
    await ana.widget.getByRole('button', { name: 'Download still.txt' }).waitFor();

    await uploads(true);
    await ana.comeBack();
    await clips().ana.waitFor();
  });
});

async function openSession() {
  const { integration } = await (await fetch(`${demo.listen}/demo/info.json`)).json();
  const answer = await fetch(`${demo.listen}/desk/v1/widget/${integration}/session`, {
    method: 'POST',
    headers: { origin: demo.listen, 'content-type': 'application/json' },
    body: '{}',
  });
  return answer.json();
}

/** Says how much would come, and reads the answer before sending any of it. */
function announce(token, length) {
  return new Promise((done, failed) => {
    const asked = request(
      `${demo.listen}/desk/v1/widget/attachments?name=a.txt`,
      {
        method: 'POST',
        headers: { origin: demo.listen, authorization: `Bearer ${token}`, 'content-length': length },
      },
      async (response) => {
        const parts = [];
        for await (const part of response) parts.push(part);
        asked.destroy();
        done({ status: response.statusCode, body: JSON.parse(Buffer.concat(parts)) });
      },
    );
    asked.on('error', failed);
    asked.flushHeaders();
  });
}
