import icon from '@frontdesk/desk/icon.svg';
import { useModel } from '@frontdesk/kit/use_model';
import { Tooltip } from '@mantine/core';
import {
  IconInbox,
  IconKeyboard,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMoodSmile,
  IconSettings,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useInside } from './inside';
import styles from './rail.module.css';
import type { Layout } from './use_layout';
import { useWords } from './words';

export function Rail({ layout, onSheet }: { layout: Layout; onSheet: () => void }) {
  const { workspace, preferences } = useInside();
  const { t } = useWords();
  const { place } = useModel(workspace.tabs);
  const { dots } = useModel(workspace.lists);
  const { list } = useModel(preferences);
  const { me } = useModel(workspace.status);
  const dot = dots.mine || dots.unassigned;
  return (
    <nav className={styles.rail} aria-label={t.nav.main} data-layout={layout}>
      {layout !== 'narrow' && (
        <img className={styles.logo} src={icon} alt={t.product} width={30} height={30} />
      )}
      <RailButton
        label={t.nav.home}
        current={place.at === 'home' || place.at === 'conversation'}
        onClick={workspace.tabs.home}
        dot={dot && t.lists.attention}
      >
        <IconInbox size={21} stroke={1.7} />
      </RailButton>
      <RailButton
        label={t.frame.people.title}
        current={place.at === 'people' || place.at === 'person'}
        onClick={workspace.tabs.people}
      >
        <IconMoodSmile size={21} stroke={1.7} />
      </RailButton>
      {layout === 'wide' && place.at === 'conversation' && (
        <RailButton
          label={list ? t.nav.hideList : t.nav.showList}
          onClick={() => preferences.choose({ list: !list })}
        >
          {list ? (
            <IconLayoutSidebarLeftCollapse size={21} stroke={1.7} />
          ) : (
            <IconLayoutSidebarLeftExpand size={21} stroke={1.7} />
          )}
        </RailButton>
      )}
      <span className={styles.space} />
      {me.role === 'admin' && (
        <Tooltip label={t.nav.admin} position="right">
          <a className={styles.button} href="/admin/" aria-label={t.nav.admin}>
            <IconSettings size={21} stroke={1.7} aria-hidden="true" />
          </a>
        </Tooltip>
      )}
      {layout !== 'narrow' && (
        <RailButton label={t.nav.shortcuts} onClick={onSheet}>
          <IconKeyboard size={21} stroke={1.7} />
        </RailButton>
      )}
    </nav>
  );
}

interface RailButtonProps {
  label: string;
  current?: boolean;
  dot?: string | false;
  onClick: () => void;
  children: ReactNode;
}

function RailButton({ label, current, dot, onClick, children }: RailButtonProps) {
  return (
    <Tooltip label={label} position="right">
      <button
        type="button"
        className={styles.button}
        aria-label={dot ? `${label}, ${dot}` : label}
        aria-current={current ? 'page' : undefined}
        onClick={onClick}
      >
        {children}
        {dot && <span className={styles.dot} aria-hidden="true" />}
      </button>
    </Tooltip>
  );
}
