import { useModelPart } from '@frontdesk/kit/use_model';
import { IconSearch } from '@tabler/icons-react';
import { memo } from 'react';
import { AcceptSlot } from './accept_slot';
import { useInside } from './inside';
import { KEYS } from './keys';
import { Notifier } from './notifier';
import { StatusMenu } from './status_menu';
import { TabBar } from './tab_bar';
import { TabMenu } from './tab_menu';
import styles from './top_bar.module.css';
import type { Layout } from './use_layout';
import { useWords } from './words';

interface TopBarProps {
  layout: Layout;
  statusOpen: boolean;
  onStatusOpen: (open: boolean) => void;
}

export const TopBar = memo(function TopBar({ layout, statusOpen, onStatusOpen }: TopBarProps) {
  return (
    <header className={styles.bar} data-layout={layout}>
      {layout === 'narrow' ? <OpenTickets /> : <TabBar />}
      <span className={styles.space} />
      <SearchButton layout={layout} />
      <AcceptSlot layout={layout} />
      <Notifier />
      <StatusMenu opened={statusOpen} onOpen={onStatusOpen} layout={layout} />
    </header>
  );
});

/** On a telephone there is no room for a bar of tabs. */
function OpenTickets() {
  const { workspace } = useInside();
  const some = useModelPart(workspace.tabs, (now) => now.tabs.length > 0);
  return some && <TabMenu />;
}

function SearchButton({ layout }: { layout: Layout }) {
  const { workspace } = useInside();
  const { t } = useWords();
  return (
    <button
      type="button"
      className={styles.search}
      data-layout={layout}
      aria-label={layout === 'wide' ? undefined : t.frame.palette.open}
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => workspace.palette.open()}
    >
      <IconSearch size={16} stroke={1.8} aria-hidden="true" />
      {layout === 'wide' && (
        <>
          <span>{t.frame.palette.open}</span>
          <kbd>{KEYS.palette.join(' ')}</kbd>
        </>
      )}
    </button>
  );
}
