/** The two sides of a talk, each in a browser context of its own; everything by role and name. */

/** Milliseconds that anything may take before a test gives up. */
const PATIENCE = 15_000;

/** What goes over a page's wire, for when a test fails. */
function listen(page) {
  const wire = [];
  page.on('request', (request) => wire.push(`${request.method()} ${new URL(request.url()).pathname}`));
  page.on('response', (answer) => wire.push(`${answer.status()} ${new URL(answer.url()).pathname}`));
  page.on('requestfailed', (request) => wire.push(`failed ${request.url()} ${request.failure()?.errorText}`));
  page.on('pageerror', (error) => wire.push(String(error)));
  page.on('console', (message) => wire.push(`console: ${message.text()}`));
  page.on('websocket', (socket) => {
    wire.push(`socket ${socket.url()}`);
    socket.on('framereceived', ({ payload }) => wire.push(`< ${String(payload).slice(0, 160)}`));
    socket.on('framesent', ({ payload }) => wire.push(`> ${String(payload).slice(0, 160)}`));
    socket.on('close', () => wire.push('socket closed'));
  });
  return wire;
}

/** Somebody who visits the demo's shop. */
export async function visitor(browser, demo) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 860 } });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const wire = listen(page);
  await page.goto(demo.urls.demo);
  await page.getByRole('button', { name: /^Open messaging/ }).click();
  const widget = page.frameLocator('iframe').first();
  const box = widget.getByRole('textbox', { name: 'Message' });
  await box.waitFor();
  return {
    page,
    context,
    wire,
    widget,
    async say(text) {
      await box.fill(text);
      await widget.getByRole('button', { name: 'Send' }).click();
    },
    choose: (label) => widget.getByRole('button', { name: label }).last().click(),
    async fill(answers) {
      for (const [label, value] of Object.entries(answers))
        await widget.getByRole('textbox', { name: label }).last().fill(value);
      await widget.getByRole('button', { name: 'Submit' }).last().click();
    },
    /** Until it stands in the conversation. */
    sees: (text) => widget.getByText(text).last().waitFor(),
  };
}

/** Somebody who works at the demo's desk. */
export async function agent(browser, demo, email, prepare = async () => {}) {
  const login = demo.logins.find((one) => one.email === email);
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const wire = listen(page);
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy/.test(message.text()))
      complaints.push(message.text());
  });
  await prepare(page);
  await page.goto(demo.urls.workspace);
  await page.getByLabel('Email').fill(login.email);
  await page.getByLabel('Password').fill(login.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const bar = page.getByRole('banner');
  const accept = bar.getByRole('button', { name: 'Accept' });
  await accept.waitFor();
  const log = page.getByRole('log');
  return {
    page,
    context,
    wire,
    complaints,
    log,
    accept,
    async status(name) {
      await bar.getByRole('button', { name: 'Status' }).click();
      await page.getByRole('menuitem', { name }).click();
    },
    /** Accepts what is offered, the oldest first as the queue has it, until this person's conversation came. */
    async acceptUntil(requester) {
      const offer = bar.getByText(/^(?!New conversation).* via Widget$/).first();
      for (;;) {
        await offer.waitFor();
        const from = await offer.innerText();
        await accept.click();
        await page
          .getByRole('main')
          .getByRole('heading', { name: from.split(' via ')[0], level: 1 })
          .waitFor();
        if (from.startsWith(requester)) return;
      }
    },
    async write(mode, text) {
      await page.getByRole('tab', { name: mode }).click();
      await page.getByRole('textbox', { name: mode }).fill(text);
    },
    send: () => page.getByRole('button', { name: 'Send', exact: true }).click(),
    async submitAs(status) {
      await page.getByRole('button', { name: 'More choices' }).click();
      await page.getByRole('menuitem', { name: status, exact: true }).click();
    },
    sees: (text) => log.getByText(text).last().waitFor(),
  };
}
