import { useEffect, useRef } from 'preact/hooks';
import { home } from '../focus.ts';
import type { App } from '../models/links.ts';
import { AppIcon } from './app_icon.tsx';
import { useScene, useSnapshot } from './hooks.ts';

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
              <AppIcon channel={app.channel} />
              <p>
                <strong>{app.label}</strong>{' '}
                {app.linkedAs && (
                  <span dir="auto" class="linked-as">
                    {words.links.calledThere(app.linkedAs)}
                  </span>
                )}
              </p>
              <div class={app.answers ? 'linked-answers under' : 'linked-answers'}>
                {app.answers && (
                  <button type="button" class="small-button" onClick={goOn}>
                    {words.links.continueHere}
                  </button>
                )}
                <button type="button" class="small-button quiet" onClick={() => links.part(app.integration)}>
                  {words.links.disconnect}
                </button>
              </div>
            </>
          )}
        </section>
      ))}
    </>
  );
}

function Parting({ app }: { app: App }) {
  const { words, links } = useScene();
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => yes.current?.focus(), []);
  return (
    <>
      <AppIcon channel={app.channel} />
      <p role="status">{words.links.sure(app.name)}</p>
      <div class="linked-answers under">
        <button type="button" class="small-button" onClick={() => links.stay()}>
          {words.links.keep}
        </button>
        <button type="button" class="small-button bad" ref={yes} onClick={() => links.disconnect()}>
          {words.links.disconnect}
        </button>
      </div>
    </>
  );
}
