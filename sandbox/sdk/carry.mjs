// Carries a message of ours to a simulated provider: the adapter says what to ask, we ask it.

const FILE = '090909090909090909090909';
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A file that every message may show; its bytes are those of a picture, whatever it is said to be. */
export const file = (name, media_type, size = PNG.length) => ({ id: FILE, name, media_type, size });

/** The ids under which the provider has the message, or an error of the adapter's; `link` leads to the file. */
export async function carry(witness, account, to, content, link) {
  const { kind, settings, secrets, hosts } = account;
  let state;
  let response;
  for (let steps = 0; steps < 100; steps++) {
    const send = { to, content, links: { [FILE]: link }, state, response };
    const answer = await witness.ask({ kind, settings, secrets, hosts, send });
    if (answer.step === 'sent') return answer.ids;
    if (answer.step === 'failed') throw new Error(`${answer.class} ${answer.code}: ${answer.text}`);
    response = undefined;
    if (answer.step === 'go') state = answer.state;
    else response = await perform(answer.request);
  }
  throw new Error('it does not come to an end');
}

async function perform({ method, url, headers, body, form }) {
  const request = { method, headers };
  if (form) request.body = asForm(form);
  else if (body) request.body = body;
  const answer = await fetch(url, request);
  return { status: answer.status, body: await answer.text() };
}

function asForm(parts) {
  const form = new FormData();
  for (const { name, text, file_name, content_type } of parts) {
    if (text === null) form.append(name, new Blob([PNG], { type: content_type }), file_name);
    else form.append(name, text);
  }
  return form;
}
