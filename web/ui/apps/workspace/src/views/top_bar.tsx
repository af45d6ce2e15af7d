import { useModel } from '@frontdesk/kit/use_model';
import { IconArrowLeft, IconSearch } from '@tabler/icons-react';
import { AcceptSlot } from './accept_slot';
import { useInside } from './inside';
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

export const PALETTE_KEYS = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K';

export function TopBar({ layout, statusOpen, onStatusOpen }: TopBarProps) {
  return (
    <header className={styles.bar} data-layout={layout}>
      {layout === 'narrow' ? <Back /> : <TabBar />}
      <span className={styles.space} />
      <SearchButton layout={layout} />
      <AcceptSlot layout={layout} />
      <Notifier />
      <StatusMenu opened={statusOpen} onOpen={onStatusOpen} layout={layout} />
    </header>
  );
}

/** On a telephone one page is seen at a time: this is the way back from it, and to the other open tickets. */
function Back() {
  const { workspace } = useInside();
  const { t } = useWords();
  const { place, tabs } = useModel(workspace.tabs);
  return (
    <>
      {place.at !== 'home' && (
        <button type="button" className={styles.back} aria-label={t.frame.back} onClick={workspace.tabs.home}>
          <IconArrowLeft size={19} stroke={1.8} aria-hidden="true" />
        </button>
      )}
      {tabs.length > 0 && (
        <TabMenu tabs={tabs} current={place.at === 'conversation' ? place.conversation : null} />
      )}
    </>
  );
}

function SearchButton({ layout }: { layout: Layout }) {
  const { workspace } = useInside();
  const { t } = useWords();
  return (
    <button
      type="button"
      className={styles.search}
      data-layout={layout}
      aria-label={t.frame.palette.open}
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => workspace.palette.open()}
    >
      <IconSearch size={16} stroke={1.8} aria-hidden="true" />
      {layout === 'wide' && (
        <>
          <span>{t.frame.palette.open}</span>
          <kbd>{PALETTE_KEYS}</kbd>
        </>
      )}
    </button>
  );
}
