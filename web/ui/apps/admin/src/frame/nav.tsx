import icon from '@frontdesk/desk/icon.svg';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { PAGES, type Page } from '../pages';
import { useWords } from '../words';
import { Link } from './link';
import styles from './nav.module.css';

export function Nav({ current }: { current: Page | null }) {
  const { t } = useWords();
  return (
    <nav className={styles.nav} aria-label={t.frame.nav}>
      <div className={styles.head}>
        <Link to="" className={styles.brand}>
          <img src={icon} alt="" width={26} height={26} />
          {t.frame.title}
        </Link>
        <a className={styles.back} href="/workspace">
          <IconArrowLeft size={15} stroke={1.8} aria-hidden="true" />
          {t.frame.workspace}
        </a>
      </div>
      <NavSections current={current} />
    </nav>
  );
}

/** Only the sections that have pages. */
export function NavSections({ current }: { current: Page | null }) {
  const { t } = useWords();
  const sections = [...new Set(PAGES.map((page) => page.section))];
  const here = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const show = () => {
      if (current) here.current?.scrollIntoView({ block: 'nearest' });
    };
    show();
    addEventListener('resize', show);
    return () => removeEventListener('resize', show);
  }, [current]);
  return sections.map((section) => (
    <section key={section} className={styles.section} aria-labelledby={`nav-${section}`}>
      <h2 id={`nav-${section}`}>{t.frame.sections[section]}</h2>
      <ul>
        {PAGES.filter((page) => page.section === section).map((page) => (
          <li key={page.path} ref={page === current ? here : undefined}>
            <Link to={page.path} className={styles.item} aria-current={page === current ? 'page' : undefined}>
              <page.icon size={17} stroke={1.7} aria-hidden="true" />
              {page.title(t)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  ));
}
