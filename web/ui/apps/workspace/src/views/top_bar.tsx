import { AcceptSlot } from './accept_slot';
import { StatusMenu } from './status_menu';
import { TabBar } from './tab_bar';
import styles from './top_bar.module.css';
import type { Layout } from './use_layout';

interface TopBarProps {
  layout: Layout;
  statusOpen: boolean;
  onStatusOpen: (open: boolean) => void;
}

export function TopBar({ layout, statusOpen, onStatusOpen }: TopBarProps) {
  return (
    <header className={styles.bar} data-layout={layout}>
      {layout !== 'narrow' && <TabBar />}
      <AcceptSlot layout={layout} />
      <StatusMenu opened={statusOpen} onOpen={onStatusOpen} layout={layout} />
    </header>
  );
}
