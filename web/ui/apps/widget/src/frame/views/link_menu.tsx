import { useEffect, useRef, useState } from 'preact/hooks';
import { AppIcon } from './app_icon.tsx';
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
        <div class="menu-list" role="menu" aria-label={words.links.menu}>
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
              <AppIcon channel={app.channel} />
              <bdi>{app.label}</bdi>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
