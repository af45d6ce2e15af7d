import { Said } from '../frame/said';
import styles from './excerpt.module.css';

interface ExcerptProps {
  children: string;
  /** Shares its row with more columns. */
  short?: boolean;
}

/** Below a row's name: the beginning of what is behind it, on one line. */
export function Excerpt({ children, short }: ExcerptProps) {
  return (
    <span className={styles.excerpt} data-short={short || undefined}>
      <Said text={children} />
    </span>
  );
}
