import { Drawer } from '@frontdesk/kit/drawer';
import { IconArrowLeft } from '@tabler/icons-react';
import type { Page } from '../pages';
import { useWords } from '../words';
import { NavSections } from './nav';
import styles from './nav.module.css';

interface NavDrawerProps {
  opened: boolean;
  onClose: () => void;
  current: Page | null;
}

export function NavDrawer({ opened, onClose, current }: NavDrawerProps) {
  const { t } = useWords();
  return (
    <Drawer opened={opened} onClose={onClose} title={t.frame.title} close={t.frame.closeNav}>
      <nav aria-label={t.frame.nav}>
        <a className={styles.back} href="/workspace">
          <IconArrowLeft size={15} stroke={1.8} aria-hidden="true" />
          {t.frame.workspace}
        </a>
        <NavSections current={current} />
      </nav>
    </Drawer>
  );
}
