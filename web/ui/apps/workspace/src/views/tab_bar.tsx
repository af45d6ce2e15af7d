import { useModel } from '@frontdesk/kit/use_model';
import { useEffect, useRef, useState } from 'react';
import type { Tab } from '../models/tabs';
import { useInside } from './inside';
import styles from './tab_bar.module.css';
import { TabButton } from './tab_button';
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
