/** The two sides of a talk, each in a browser context of its own; everything by role and name. */

/** Milliseconds that anything may take before a test gives up. */
export const PATIENCE = 30_000;

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

/** Somebody who visits the demo's shop. `options` are those of a browser's context. */
export async function visitor(browser, demo, options = {}) {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 860 },
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  return visit(context, demo.urls.demo);
}

/** One more page of the same person, in the same browser. */
export async function visit(context, address) {
  const page = await context.newPage();
  const wire = listen(page);
  await page.goto(address);
  const launcher = page.getByRole('button', { name: /^Open messaging/ });
  const widget = page.frameLocator('iframe:not(.phone *)').first();
  const box = widget.getByRole('textbox', { name: 'Message' });
  const open = async () => {
    await launcher.click();
    await box.waitFor();
  };
  await open();
  return {
    page,
    context,
    wire,
    widget,
    launcher,
    box,
    /** Leaves the page and comes back to it. */
    async comeBack() {
      await page.reload();
      await open();
    },
    /** From the first word until somebody is called. */
    async askForHuman(name, first = 'Hello') {
      await this.say(first);
      await this.choose('Talk to a human');
      await this.fill({ 'Your name': name, 'Your e-mail': 'somebody@mail.example' });
      await this.sees('A colleague will be with you in a moment.');
    },
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
    /** How many messages say exactly this. */
    count: (text) => widget.getByRole('log').getByText(text, { exact: true }).count(),
  };
}

/** Somebody who works at the demo's desk. */
export async function agent(browser, demo, email, prepare = async () => {}, options = {}) {
  const login = demo.logins.find((one) => one.email === email);
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    ...options,
  });
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
    bar,
    accept,
    decline: bar.getByRole('button', { name: 'Decline' }),
    conversation: page.getByRole('region', { name: 'Conversation' }),
    ticket: page.getByRole('complementary', { name: 'Ticket' }),
    customer: page.getByRole('complementary', { name: 'Customer' }),
    async status(name) {
      await bar.getByRole('button', { name: 'Status' }).click();
      await page.getByRole('menuitem', { name, exact: true }).click();
    },
    /** Until this person's work is offered. */
    isOffered: (requester, channel = 'Widget') =>
      bar
        .getByText(new RegExp(`^${requester} via ${channel}$`))
        .first()
        .waitFor({ state: 'attached' }),
    /** Until this is the status they have. */
    is: (status) => bar.locator('#my-status', { hasText: new RegExp(`^${status}$`) }).waitFor(),
    /** Beside a conversation only the lists of one's own work are there at once; the others are in a menu. */
    async list(name) {
      const tab = page.getByRole('tab', { name: new RegExp(`^${name}(?! social)`) });
      if ((await tab.count()) > 0) return tab.click();
      await page.getByRole('button', { name: 'More lists' }).click();
      await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click();
    },
    /** Opens a ticket from one of the lists. */
    async open(list, requester) {
      await this.list(list);
      await page.getByRole('tabpanel').getByRole('button', { name: requester }).first().click();
      await page.getByRole('heading', { name: requester, level: 1 }).waitFor();
    },
    /** Accepts what is offered, the oldest first as the queue has it, until this person's conversation came. */
    async acceptUntil(requester) {
      const offer = bar.getByText(/^(?!New conversation).* via (Widget|Chat)$/).first();
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
