import { PAGES } from '../pages';
import { useWords } from '../words';
import styles from './home.module.css';
import { Link } from './link';
import { PageBody } from './page';

/** The way in for whoever has never been here: every page with its sentence. */
export function Home() {
  const { t } = useWords();
  const sections = [...new Set(PAGES.map((page) => page.section))];
  return (
    <PageBody title={t.frame.home.title} intro={t.frame.home.intro}>
      {sections.map((section) => (
        <section key={section} className={styles.section} aria-labelledby={`home-${section}`}>
          <h2 id={`home-${section}`}>{t.frame.sections[section]}</h2>
          <ul>
            {PAGES.filter((page) => page.section === section).map((page) => (
              <li key={page.path}>
                <Link to={page.path} className={styles.card}>
                  <page.icon size={20} stroke={1.6} aria-hidden="true" />
                  <span>
                    <strong>{page.title(t)}</strong>
                    <span>{page.purpose(t)}</span>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </PageBody>
  );
}
