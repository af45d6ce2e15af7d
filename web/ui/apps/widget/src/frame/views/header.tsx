import { useEffect, useRef, useState } from 'preact/hooks';
import { home } from '../focus.ts';
import { Avatar } from './avatar.tsx';
import { useScene, useSnapshot } from './hooks.ts';
import { BackIcon, CloseIcon, DotsIcon, MuteIcon, PersonIcon, SoundIcon } from './icons.tsx';
import { LinkMenu } from './link_menu.tsx';

export function Header() {
  const { words, list, links, close } = useScene();
  const { open: linking } = useSnapshot(links);
  const { several, place, unreadElsewhere } = useSnapshot(list);
  const { face, title, subtitle } = usePlace(place);
  const back =
    unreadElsewhere > 0
      ? `${words.allConversations}, ${unreadElsewhere} ${words.unread}`
      : words.allConversations;
  return (
    <header class="header">
      {linking !== null && place === 'thread' && (
        <button
          type="button"
          class="round on-brand"
          aria-label={words.links.back}
          onClick={() => {
            links.back();
            requestAnimationFrame(() => home()?.focus({ preventScroll: true }));
          }}
        >
          <BackIcon />
        </button>
      )}
      {several && place === 'thread' && linking === null && (
        <button type="button" class="round on-brand to-list" aria-label={back} onClick={() => list.back()}>
          <BackIcon />
          {unreadElsewhere > 0 && (
            <span class="back-badge" aria-hidden="true">
              {unreadElsewhere > 99 ? '99+' : unreadElsewhere}
            </span>
          )}
        </button>
      )}
      <Avatar who={face.who} initials={face.initials} />
      <div class="header-names">
        <h1 id="title" tabIndex={-1}>
          <bdi>{title}</bdi>
        </h1>
        <p aria-live="polite">{subtitle}</p>
      </div>
      <LinkMenu />
      <Menu />
      {close && (
        <button type="button" class="round on-brand" aria-label={words.close} onClick={close}>
          <CloseIcon />
        </button>
      )}
    </header>
  );
}

/** Who answers in the conversation, or whose messaging it is. */
function usePlace(place: 'list' | 'thread') {
  const { panel } = useScene();
  const { face, title, subtitle, whole } = useSnapshot(panel);
  return place === 'list' ? whole : { face, title, subtitle };
}

function Menu() {
  const { words, panel, list } = useScene();
  const { canAskForHuman, askedForHuman, sound } = useSnapshot(panel);
  const { place } = useSnapshot(list);
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>('[role=menuitem]:not(:disabled)')?.focus();
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  const pick = (act: () => void) => () => {
    act();
    setOpen(false);
    button.current?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) {
      event.stopPropagation();
      pick(() => {})();
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const items = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]:not(:disabled)') ?? [])];
    const at = document.activeElement instanceof HTMLElement ? items.indexOf(document.activeElement) : -1;
    items.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % items.length)?.focus();
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for the keys of the buttons in it
    <div class="menu" ref={root} onKeyDown={onKey}>
      <button
        type="button"
        class="round on-brand"
        ref={button}
        aria-label={words.menu}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <DotsIcon />
      </button>
      {open && (
        <div class="menu-list" role="menu" aria-label={words.menu}>
          {place === 'thread' && (canAskForHuman || askedForHuman) && (
            <button
              type="button"
              role="menuitem"
              disabled={askedForHuman}
              onClick={pick(() => panel.askForHuman())}
            >
              <PersonIcon />
              {askedForHuman ? words.talkToHumanAsked : words.talkToHuman}
            </button>
          )}
          <button type="button" role="menuitem" onClick={pick(() => panel.toggleSound())}>
            {sound ? <MuteIcon /> : <SoundIcon />}
            {sound ? words.soundOff : words.soundOn}
          </button>
        </div>
      )}
    </div>
  );
}
