import { Button } from '@frontdesk/kit/button';
import { IconMenu2 } from '@tabler/icons-react';
import type { Page } from '../pages';
import { useWords } from '../words';
import { Link } from './link';
import { MeMenu } from './me_menu';
import styles from './top_bar.module.css';

export function TopBar({ page, onNav }: { page: Page | null; onNav: (() => void) | null }) {
  const { t } = useWords();
  // A section of one page may be called as that page is: said once.
  const section = page && t.frame.sections[page.section];
  return (
    <header className={styles.bar}>
      {onNav && (
        <Button look="quiet" square aria-label={t.frame.openNav} onClick={onNav}>
          <IconMenu2 size={19} stroke={1.8} aria-hidden="true" />
        </Button>
      )}
      <nav className={styles.crumbs} aria-label={t.frame.crumbs}>
        {page ? (
          <ol>
            {section !== page.title(t) && <li>{section}</li>}
            <li>
              <Link to={page.path}>{page.title(t)}</Link>
            </li>
          </ol>
        ) : null}
      </nav>
      <MeMenu />
    </header>
  );
}
