import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import { useModel } from '@frontdesk/kit/use_model';
import { IconX } from '@tabler/icons-react';
import { type DragEvent, type KeyboardEvent, memo, useEffect, useRef, useState } from 'react';
import type { Tab } from '../models/tabs';
import { useInside } from './inside';
import styles from './tab_bar.module.css';
import { TabCard } from './tab_card';
import { TabMenu } from './tab_menu';
import { useWords } from './words';

/** Pointing at a tab for so long shows what was said last; pointing at the next shows its at once. */
const CARD_AFTER_MS = 350;

export function TabBar() {
  const { workspace } = useInside();
  const { t } = useWords();
  const { tabs, place } = useModel(workspace.tabs);
  const current = place.at === 'conversation' ? place.conversation : null;
  const [pointed, setPointed] = useState<{ tab: string; left: number } | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [told, setTold] = useState('');
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null);
  const bar = useRef<HTMLElement>(null);
  const point = (tab: string | null, element?: HTMLElement) => {
    if (waiting.current) clearTimeout(waiting.current);
    if (!tab || !element) return setPointed(null);
    const show = () => setPointed({ tab, left: element.getBoundingClientRect().left });
    if (pointed) show();
    else waiting.current = setTimeout(show, CARD_AFTER_MS);
  };
  useEffect(() => () => clearTimeout(waiting.current ?? undefined), []);
  const shift = (tab: Tab, by: 1 | -1) => {
    workspace.tabs.shift(tab.conversation, by);
    const place = workspace.tabs.snapshot().tabs.findIndex((one) => one.conversation === tab.conversation);
    setTold(t.frame.tabs.moved(tab.title ?? t.tabs.untitled, place + 1));
  };
  // Wheels that only turn one way scroll a bar that only goes the other.
  useEffect(() => {
    const element = bar.current;
    const turn = (event: WheelEvent) => {
      if (!element || event.deltaX !== 0 || element.scrollWidth <= element.clientWidth) return;
      event.preventDefault();
      element.scrollLeft += event.deltaY;
    };
    element?.addEventListener('wheel', turn, { passive: false });
    return () => element?.removeEventListener('wheel', turn);
  }, []);
  const card = tabs.find((tab) => tab.conversation === pointed?.tab);
  return (
    <>
      <nav className={styles.bar} aria-label={t.tabs.label} ref={bar}>
        {tabs.map((tab) => (
          <TabButton
            key={tab.conversation}
            tab={tab}
            current={tab.conversation === current}
            dragged={dragged}
            onDrag={setDragged}
            onPoint={point}
            onShift={shift}
          />
        ))}
      </nav>
      {tabs.length > 0 && <TabMenu />}
      {card && pointed && !dragged && <TabCard tab={card} left={pointed.left} />}
      <span className="fd-hidden" role="status">
        {told}
      </span>
    </>
  );
}

interface TabButtonProps {
  tab: Tab;
  current: boolean;
  dragged: string | null;
  onDrag: (conversation: string | null) => void;
  onPoint: (conversation: string | null, element?: HTMLElement) => void;
  onShift: (tab: Tab, by: 1 | -1) => void;
}

/** Functions of the bar are new each time and do the same: a tab is drawn anew only when it is another. */
const TabButton = memo(
  TabView,
  (a, b) => a.tab === b.tab && a.current === b.current && a.dragged === b.dragged,
);

function TabView({ tab, current, dragged, onDrag, onPoint, onShift }: TabButtonProps) {
  const { workspace } = useInside();
  const { t } = useWords();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (current) place.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  const title = tab.title ?? t.tabs.untitled;
  const close = () => {
    onPoint(null);
    workspace.closeTab(tab.conversation);
  };
  const over = (event: DragEvent<HTMLElement>) => {
    if (!dragged || dragged === tab.conversation) return;
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    const tabs = workspace.tabs.snapshot().tabs.filter((one) => one.conversation !== dragged);
    const at = tabs.findIndex((one) => one.conversation === tab.conversation);
    workspace.tabs.move(dragged, event.clientX > box.left + box.width / 2 ? at + 1 : at);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.code === 'Delete') close();
    else if (event.altKey && event.shiftKey && event.code === 'ArrowRight') onShift(tab, 1);
    else if (event.altKey && event.shiftKey && event.code === 'ArrowLeft') onShift(tab, -1);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in it does all of it by keyboard as well
    <div
      ref={place}
      className={styles.tab}
      data-current={current || undefined}
      data-dragged={dragged === tab.conversation || undefined}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        onDrag(tab.conversation);
      }}
      onDragEnd={() => onDrag(null)}
      onDragOver={over}
      onDrop={(event) => event.preventDefault()}
      onPointerEnter={(event) => onPoint(tab.conversation, event.currentTarget)}
      onPointerLeave={() => onPoint(null)}
    >
      <button
        type="button"
        className={styles.open}
        aria-current={current ? 'page' : undefined}
        onClick={() => workspace.tabs.open(tab.conversation)}
        onAuxClick={(event) => event.button === 1 && close()}
        onFocus={(event) =>
          event.target.matches(':focus-visible') && onPoint(tab.conversation, event.currentTarget)
        }
        onBlur={() => onPoint(null)}
        onKeyDown={onKeyDown}
      >
        {tab.channel && <ChannelIcon channel={tab.channel} name={t.channels[tab.channel]} />}
        <span className={styles.title}>{title}</span>
        {tab.dot !== 'none' && (
          <span className={styles.dot} data-dot={tab.dot}>
            <span className="fd-hidden">{t.tabs.dots[tab.dot]}</span>
          </span>
        )}
        {tab.typing && <span className={styles.typing}>{t.tabs.typing}</span>}
      </button>
      <button
        type="button"
        className={styles.close}
        aria-label={t.tabs.close(title)}
        tabIndex={-1}
        onClick={close}
      >
        <IconX size={13} stroke={2} />
      </button>
    </div>
  );
}
