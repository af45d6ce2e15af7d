import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import { useModel } from '@frontdesk/kit/use_model';
import { Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { contentText } from '../i18n/content';
import type { Tab } from '../models/tabs';
import { useInside } from './inside';
import styles from './tab_bar.module.css';
import { useWords } from './words';

export function TabBar() {
  const { workspace } = useInside();
  const { t } = useWords();
  const { tabs, place } = useModel(workspace.tabs);
  const current = place.at === 'conversation' ? place.conversation : null;
  return (
    <nav className={styles.bar} aria-label={t.tabs.label}>
      {tabs.map((tab) => (
        <TabButton key={tab.conversation} tab={tab} current={tab.conversation === current} />
      ))}
    </nav>
  );
}

function TabButton({ tab, current }: { tab: Tab; current: boolean }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (current) place.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  const title = tab.title ?? t.tabs.untitled;
  const hover = tab.typing ? t.tabs.typing : tab.last ? contentText(t, tab.last) : t.tabs.nothingYet;
  return (
    <div ref={place} className={styles.tab} data-current={current || undefined}>
      <Tooltip label={<span className={styles.hover}>{hover}</span>} multiline maw={280}>
        <button
          type="button"
          className={styles.open}
          aria-current={current ? 'page' : undefined}
          onClick={() => workspace.tabs.open(tab.conversation)}
          onAuxClick={(event) => event.button === 1 && workspace.tabs.close(tab.conversation)}
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
      </Tooltip>
      <button
        type="button"
        className={styles.close}
        aria-label={t.tabs.close(title)}
        onClick={() => workspace.tabs.close(tab.conversation)}
      >
        <IconX size={13} stroke={2} />
      </button>
    </div>
  );
}
