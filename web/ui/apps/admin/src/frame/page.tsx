import { createContext, type ReactNode, useContext, useEffect } from 'react';
import type { Page } from '../pages';
import { useWords } from '../words';
import styles from './page.module.css';

export const PageContext = createContext<Page | null>(null);

export interface PageBodyProps {
  title: string;
  /** One or two sentences: what this is, and what follows from changing it. */
  intro?: ReactNode;
  /** Stands above the title: the way back to the list that this is one of. */
  back?: ReactNode;
  /** Buttons at the right of the title. */
  actions?: ReactNode;
  /** For tables; forms read better narrow. */
  wide?: boolean;
  children: ReactNode;
}

/** The head and the column of every page. */
export function PageBody({ title, intro, back, actions, wide, children }: PageBodyProps) {
  const { t } = useWords();
  useEffect(() => {
    document.title = `${title} · ${t.frame.title} · ${t.product}`;
  }, [title, t]);
  return (
    <div className={styles.page} data-wide={wide || undefined}>
      {back && <div className={styles.back}>{back}</div>}
      <div className={styles.head}>
        <h1>{title}</h1>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {intro && <p className={styles.intro}>{intro}</p>}
      <div className={styles.body}>{children}</div>
    </div>
  );
}

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('no PageContext above');
  return page;
}
