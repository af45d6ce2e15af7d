import { AcceptSlot } from './accept-slot';
import { StatusMenu } from './status-menu';
import { TabBar } from './tab-bar';
import styles from './top-bar.module.css';
import type { Layout } from './use-layout';

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
