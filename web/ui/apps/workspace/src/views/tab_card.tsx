import { messageText } from '../i18n/content';
import type { Tab } from '../models/tabs';
import styles from './tab_card.module.css';
import { useWords } from './words';

const WIDTH = 280;

/** What was said last in a ticket, while one points at its tab. */
export function TabCard({ tab, left }: { tab: Tab; left: number }) {
  const { t } = useWords();
  const said = tab.typing ? t.tabs.typing : tab.last ? messageText(t, tab.last) : t.tabs.nothingYet;
  const inside = Math.max(8, Math.min(left, document.documentElement.clientWidth - WIDTH - 8));
  return (
    <div className={styles.card} role="tooltip" style={{ left: inside, width: WIDTH }}>
      <p className={styles.title}>
        <span>{tab.title ?? t.tabs.untitled}</span>
        {tab.dot !== 'none' && <span className={styles.state}>{t.tabs.dots[tab.dot]}</span>}
      </p>
      <p className={styles.said} data-typing={tab.typing || undefined}>
        {said}
      </p>
      <p className={styles.foot}>
        {tab.ticket !== null && t.frame.tabs.ticket(tab.ticket)}
        {tab.channel && ` · ${t.channels[tab.channel]}`}
      </p>
    </div>
  );
}
