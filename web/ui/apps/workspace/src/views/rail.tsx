import icon from '@frontdesk/desk/icon.svg';
import { useModelPart } from '@frontdesk/kit/use_model';
import { Tooltip } from '@mantine/core';
import {
  IconInbox,
  IconKeyboard,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMoodSmile,
  IconSettings,
} from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useInside } from './inside';
import styles from './rail.module.css';
import type { Layout } from './use_layout';
import { useWords } from './words';

export const Rail = memo(function Rail({ layout, onSheet }: { layout: Layout; onSheet: () => void }) {
  const { workspace, preferences } = useInside();
  const { t } = useWords();
  const at = useModelPart(workspace.tabs, (now) => now.place.at);
  const dot = useModelPart(workspace.lists, ({ dots }) => dots.mine || dots.unassigned);
  const list = useModelPart(preferences, (now) => now.list);
  const role = useModelPart(workspace.status, ({ me }) => me.role);
  return (
    <nav className={styles.rail} aria-label={t.nav.main} data-layout={layout}>
      {layout !== 'narrow' && (
        <img className={styles.logo} src={icon} alt={t.product} width={30} height={30} />
      )}
      <RailButton
        label={t.nav.home}
        current={at === 'home' || at === 'conversation'}
        onClick={workspace.tabs.home}
        dot={dot && t.lists.attention}
      >
        <IconInbox size={21} stroke={1.7} />
      </RailButton>
      <RailButton
        label={t.frame.people.title}
        current={at === 'people' || at === 'person'}
        onClick={workspace.tabs.people}
      >
        <IconMoodSmile size={21} stroke={1.7} />
      </RailButton>
      {layout === 'wide' && at === 'conversation' && (
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
      {role === 'admin' && (
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
});

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
