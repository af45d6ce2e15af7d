import { useEffect, useRef, useState } from 'preact/hooks';
import { home } from '../focus.ts';
import type { App, Screen } from '../models/links.ts';
import { AppIcon } from './app_icon.tsx';
import { useScene } from './hooks.ts';

/** The way into the app: scan, or open it here (S0-11). */
export function LinkScreen({ app, screen }: { app: App; screen: Screen }) {
  const { words } = useScene();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  return (
    <main class="link-screen">
      <h2 ref={title} tabIndex={-1}>
        {words.links.continueIn(app.name)}
      </h2>
      <Inside app={app} screen={screen} />
    </main>
  );
}

function Inside({ app, screen }: { app: App; screen: Screen }) {
  const { words, links } = useScene();
  const renew = (
    <button type="button" class="link-button" onClick={() => links.renew()}>
      {words.links.renew}
    </button>
  );
  const leave = () => {
    links.back();
    requestAnimationFrame(() => home()?.focus({ preventScroll: true }));
  };
  switch (screen.is) {
    case 'opening':
      return <p role="status">{words.links.preparing}</p>;
    case 'failed':
      return (
        <>
          <p role="alert">
            {words.links.failed} {screen.reason}
          </p>
          {renew}
        </>
      );
    case 'pending':
      return (
        <>
          <div role="status" class="link-wait">
            <AppIcon channel={app.channel} />
            <p class="link-strong">{words.links.confirmThere(app.name)}</p>
            <p class="link-small">{words.links.confirmWhy(app.name)}</p>
          </div>
          <div class="link-ways">
            <button type="button" class="link-button quiet" onClick={() => links.renew()}>
              {words.links.anotherCode}
            </button>
            <button type="button" class="text-button" onClick={leave}>
              {words.links.back}
            </button>
          </div>
        </>
      );
    case 'notConfirmed':
      return (
        <>
          <p role="alert">{words.links.notConfirmed(app.name)}</p>
          {renew}
        </>
      );
    case 'ready':
      return screen.left === null ? (
        <>
          <p role="alert">{words.links.expired}</p>
          {renew}
        </>
      ) : (
        <Ready app={app} screen={screen} left={screen.left} />
      );
  }
}

function Ready({ app, screen, left }: { app: App; screen: Extract<Screen, { is: 'ready' }>; left: string }) {
  const { words } = useScene();
  const { size, path } = screen.qr;
  return (
    <>
      <p>{words.links.scan(app.name)}</p>
      <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={words.links.qr(app.name)}>
        <path d={path} />
      </svg>
      <p class="link-small">{words.links.or}</p>
      <a class="link-button" href={screen.url} target="_blank" rel="noopener noreferrer">
        {words.links.openHere(app.name)}
      </a>
      {screen.typeThis !== null && <TypeThis app={app} code={screen.typeThis} />}
      <p class="link-small">{words.links.validFor(left)}</p>
    </>
  );
}

function TypeThis({ app, code }: { app: App; code: string }) {
  const { words } = useScene();
  const [copied, setCopied] = useState(false);
  return (
    <div class="link-code">
      <p class="link-small">{words.links.sendThis(app.name)}</p>
      <code>{code}</code>
      <button
        type="button"
        class="text-button"
        onClick={() => void navigator.clipboard.writeText(code).then(() => setCopied(true))}
      >
        {copied ? words.links.copied : words.links.copy}
      </button>
    </div>
  );
}
