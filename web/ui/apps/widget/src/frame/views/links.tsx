import { useEffect, useRef, useState } from 'preact/hooks';
import { home } from '../focus.ts';
import type { App, Screen } from '../models/links.ts';
import type { Words } from '../words/words.ts';
import { useScene, useSnapshot } from './hooks.ts';
import { PhoneIcon } from './icons.tsx';

/** The apps in which the conversation can go on: shown on hover, tap or by the keyboard (S0-9, S0-10). */
export function LinkMenu() {
  const { words, links, list } = useScene();
  const { apps, open: linking } = useSnapshot(links);
  const { place } = useSnapshot(list);
  const [open, setOpen] = useState<'no' | 'hovered' | 'pressed'>('no');
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (open === 'pressed') root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    if (open === 'no') return;
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen('no');
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  // On the way into an app the way back is the only one; there is little room beside it.
  if (apps.length === 0 || place === 'list' || linking !== null) return null;
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open !== 'no') {
      event.stopPropagation();
      setOpen('no');
      button.current?.focus();
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const items = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = document.activeElement instanceof HTMLElement ? items.indexOf(document.activeElement) : -1;
    items.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % items.length)?.focus();
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for the keys and the pointer of the buttons in it
    <div
      class="menu"
      ref={root}
      onKeyDown={onKey}
      onPointerEnter={(event) => event.pointerType === 'mouse' && open === 'no' && setOpen('hovered')}
      onPointerLeave={() => open === 'hovered' && setOpen('no')}
    >
      <button
        type="button"
        class="round on-brand"
        ref={button}
        aria-label={words.links.menu}
        aria-haspopup="menu"
        aria-expanded={open !== 'no'}
        onClick={() => setOpen(open === 'pressed' ? 'no' : 'pressed')}
      >
        <PhoneIcon />
      </button>
      {open !== 'no' && (
        <div class="menu-list link-menu" role="menu" aria-label={words.links.menu}>
          {apps.map((app) => (
            <button
              key={app.integration}
              type="button"
              role="menuitem"
              onClick={() => {
                setOpen('no');
                links.start(app.integration);
              }}
            >
              <PhoneIcon />
              <bdi>{app.label}</bdi>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

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
        <div role="status" class="link-wait">
          <i class="pill-dot" />
          <p class="link-strong">{words.links.confirmThere(app.name)}</p>
          <p class="link-small">{words.links.confirmWhy(app.name)}</p>
        </div>
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
