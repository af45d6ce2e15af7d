import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import { IconX } from '@tabler/icons-react';
import { type DragEvent, type KeyboardEvent, memo, useEffect, useRef } from 'react';
import type { Tab } from '../models/tabs';
import { useInside } from './inside';
import styles from './tab_bar.module.css';
import { useWords } from './words';

interface TabButtonProps {
  tab: Tab;
  current: boolean;
  dragged: string | null;
  onDrag: (conversation: string | null) => void;
  onPoint: (conversation: string | null, element?: HTMLElement) => void;
  onShift: (tab: Tab, by: 1 | -1) => void;
}

/** One open ticket. Functions of the bar are new each time and do the same: it is drawn anew only when it is another. */
export const TabButton = memo(
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
