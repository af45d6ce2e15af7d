/** The two sides of a talk, each in a browser context of its own; everything by role and name. */

/** Somebody who visits the demo's shop. */
export async function visitor(browser, demo) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  await page.goto(demo.urls.demo);
  await page.getByRole('button', { name: /^Open messaging/ }).click();
  const widget = page.frameLocator('iframe').first();
  const box = widget.getByRole('textbox', { name: 'Message' });
  await box.waitFor();
  return {
    page,
    context,
    widget,
    async say(text) {
      await box.fill(text);
      await widget.getByRole('button', { name: 'Send' }).click();
    },
    choose: (label) => widget.getByRole('button', { name: label }).last().click(),
    async fill(answers) {
      for (const [label, value] of Object.entries(answers))
        await widget.getByRole('textbox', { name: label }).last().fill(value);
      await widget.getByRole('button', { name: 'Send' }).first().click();
    },
    /** Until it stands in the conversation. */
    sees: (text) => widget.getByText(text).last().waitFor(),
  };
}

/** Somebody who works at the demo's desk. */
export async function agent(browser, demo, email) {
  const login = demo.logins.find((one) => one.email === email);
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy/.test(message.text()))
      complaints.push(message.text());
  });
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
    complaints,
    log,
    accept,
    async status(name) {
      await bar.getByRole('button', { name: 'Status' }).click();
      await page.getByRole('menuitem', { name }).click();
    },
    /** Declines what else is offered until this person's conversation is, and accepts it. */
    async acceptFrom(requester) {
      const wanted = bar.getByText(`${requester} via Widget`).first();
      const other = bar.getByRole('button', { name: 'Decline' });
      for (;;) {
        await wanted.or(other).first().waitFor();
        if (await wanted.isVisible()) break;
        const shown = await bar.innerText();
        await other.click();
        await page.waitForFunction((was) => document.querySelector('header').innerText !== was, shown);
      }
      await accept.click();
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
