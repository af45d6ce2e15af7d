import { useEffect, useRef } from 'preact/hooks';
import { home } from '../focus.ts';
import type { App } from '../models/links.ts';
import type { Words } from '../words/words.ts';
import { useScene, useSnapshot } from './hooks.ts';
import { PhoneIcon } from './icons.tsx';

/** Where the conversation goes on besides here, and the way out of it (S0-20). */
export function LinkedBars() {
  const { words, links } = useScene();
  const { linked, parting } = useSnapshot(links);
  // The button goes with its pressing, and what comes next is written.
  const goOn = () => {
    links.continueHere();
    requestAnimationFrame(() => home()?.focus({ preventScroll: true }));
  };
  return (
    <>
      {linked.map((app) => (
        <section key={app.integration} class="linked" aria-label={app.label}>
          {parting === app.integration ? (
            <Parting app={app} />
          ) : (
            <>
              <PhoneIcon />
              <p>
                <bdi>{sentence(app, words)}</bdi>
              </p>
              {app.answers ? (
                <div class="linked-answers">
                  <button type="button" class="text-button" onClick={goOn}>
                    {words.links.continueHere}
                  </button>
                  <Disconnect app={app} />
                </div>
              ) : (
                <Disconnect app={app} />
              )}
            </>
          )}
        </section>
      ))}
    </>
  );
}

function Disconnect({ app }: { app: App }) {
  const { words, links } = useScene();
  return (
    <button type="button" class="text-button" onClick={() => links.part(app.integration)}>
      {words.links.disconnect}
    </button>
  );
}

function sentence({ name, label, linkedAs, answers }: App, { links }: Words): string {
  if (!linkedAs) return label;
  return answers ? links.linkedAs(name, linkedAs) : links.connectedAs(name, linkedAs);
}

function Parting({ app }: { app: App }) {
  const { words, links } = useScene();
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => yes.current?.focus(), []);
  return (
    <>
      <p role="status">{words.links.sure(app.name)}</p>
      <div class="linked-answers">
        <button type="button" class="text-button" onClick={() => links.stay()}>
          {words.links.keep}
        </button>
        <button type="button" class="text-button" ref={yes} onClick={() => links.disconnect()}>
          {words.links.disconnect}
        </button>
      </div>
    </>
  );
}
