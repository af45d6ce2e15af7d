import type { AgentHead } from '@frontdesk/protocol';
import { Fragment } from 'react';
import styles from './panel.module.css';
import { useWords } from './words';

/** Characters beyond which a word has no room beside its name. */
const LONGEST_BESIDE = 16;

/** May break after the at sign, so that no word of it is torn while there is room. */
export function breakable(email: string) {
  let at = 0;
  return email.split(/(?<=@)/).map((part) => {
    at += part.length;
    return (
      <Fragment key={at}>
        {part}
        <wbr />
      </Fragment>
    );
  });
}

/** An id or an address is read whole: it stands below its name where it would be torn beside it. */
export function Fact({ name, value }: { name: string; value: string }) {
  const long = value.split(/\s/).some((word) => word.length > LONGEST_BESIDE);
  return (
    <div data-long={long || undefined}>
      <dt>{name}</dt>
      <dd>{value.includes('@') ? breakable(value) : value}</dd>
    </div>
  );
}

/** Found by the bot before an agent stepped in (S3-18). */
export function Captured({ head }: { head: AgentHead }) {
  const { t } = useWords();
  if (head.captured.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2>{t.customer.captured}</h2>
      <dl className={styles.facts}>
        {head.captured.map((answer) => (
          <Fact key={answer.label} name={answer.label} value={answer.value} />
        ))}
      </dl>
    </section>
  );
}
