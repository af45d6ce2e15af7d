import { ChannelIcon } from '@frontdesk/kit/channel_icon';
import { SearchBox } from '@frontdesk/kit/search_box';
import { useModel, useModelPart } from '@frontdesk/kit/use_model';
import { Popover, Tooltip } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type KeyboardEvent, memo, useState } from 'react';
import { fold } from '../models/list_rows';
import { useInside } from './inside';
import styles from './tab_menu.module.css';
import { useWords } from './words';

/** All open tickets one below the other, to be found by name when the bar is full. */
export const TabMenu = memo(function TabMenu() {
  const { workspace } = useInside();
  const { t, f } = useWords();
  const count = useModelPart(workspace.tabs, (now) => now.tabs.length);
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={300}
      trapFocus
      returnFocus
      offset={8}
    >
      <Popover.Target>
        <Tooltip label={t.frame.tabs.all} disabled={opened}>
          <button type="button" className={styles.button} onClick={() => setOpened(!opened)}>
            <span className="fd-hidden">{t.frame.tabs.all}</span>
            <span>{f.count(count)}</span>
            <IconChevronDown size={14} stroke={1.9} aria-hidden="true" />
          </button>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={styles.popup ?? ''} aria-label={t.frame.tabs.all}>
        {opened && <Inner onDone={() => setOpened(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
});

function Inner({ onDone }: { onDone: () => void }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const { tabs, place } = useModel(workspace.tabs);
  const current = place.at === 'conversation' ? place.conversation : null;
  const [words, setWords] = useState('');
  const wanted = fold(words.trim());
  const found = tabs.filter((tab) => fold(`${tab.title ?? ''} #${tab.ticket ?? ''}`).includes(wanted));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, [data-tab]')];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    event.preventDefault();
    stops[Math.max(0, Math.min(stops.length - 1, at + by))]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows go on from what has the focus
    <div className={styles.inner} onKeyDown={onKeyDown}>
      <div className={styles.find}>
        <SearchBox
          label={t.frame.tabs.find}
          clear={t.frame.lists.clearFilter}
          value={words}
          onChange={setWords}
        />
      </div>
      {found.length === 0 && <p className={styles.none}>{t.frame.tabs.none}</p>}
      <ul className={styles.tabs}>
        {found.map((tab) => (
          <li key={tab.conversation}>
            <button
              type="button"
              data-tab
              aria-current={tab.conversation === current || undefined}
              onClick={() => {
                onDone();
                workspace.tabs.open(tab.conversation);
              }}
            >
              {tab.channel && <ChannelIcon channel={tab.channel} name={t.channels[tab.channel]} />}
              <span className={styles.name}>{tab.title ?? t.tabs.untitled}</span>
              {tab.dot === 'new' && (
                <span className={styles.dot}>
                  <span className="fd-hidden">{t.tabs.dots.new}</span>
                </span>
              )}
              <span className={styles.number}>{tab.ticket !== null && `#${tab.ticket}`}</span>
            </button>
          </li>
        ))}
      </ul>
      {workspace.tabs.canReopen && (
        <button
          type="button"
          data-tab
          className={styles.reopen}
          onClick={() => {
            onDone();
            workspace.tabs.reopen();
          }}
        >
          {t.frame.tabs.reopen}
        </button>
      )}
    </div>
  );
}
