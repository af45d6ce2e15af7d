import type { ComponentProps } from 'react';
import styles from './excerpt.module.css';

interface ExcerptProps extends Omit<ComponentProps<'span'>, 'className'> {
  /** Shares its row with more columns. */
  short?: boolean;
}

/** Below a row's name: the beginning of what is behind it, on one line. */
export function Excerpt({ short, ...rest }: ExcerptProps) {
  return <span {...rest} className={styles.excerpt} data-short={short || undefined} />;
}
