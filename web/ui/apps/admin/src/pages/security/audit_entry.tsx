import type { AuditEntry } from '@frontdesk/protocol';
import { useWords } from '../../words';
import { type Called, fieldText, sentence, valueText } from './audit_words';
import styles from './security.module.css';

/** One line, which opens where there is more to say. */
export function AuditLine({ entry, called }: { entry: AuditEntry; called: Called }) {
  const words = useWords();
  const head = (
    <>
      <span className={styles['said']}>{sentence(words, entry, called)}</span>
      <time className={styles['when']} dateTime={new Date(entry.at).toISOString()}>
        {words.f.moment(entry.at)}
      </time>
    </>
  );
  if (entry.changes.length === 0) return <div className={styles['line']}>{head}</div>;
  return (
    <details className={styles['details']}>
      <summary className={styles['line']}>{head}</summary>
      <Changes entry={entry} />
    </details>
  );
}

function Changes({ entry }: { entry: AuditEntry }) {
  const words = useWords();
  const a = words.t.security.audit;
  const [was, is] = [entry.did !== 'created', entry.did !== 'removed'];
  return (
    <table className={styles['changes']}>
      <thead>
        <tr>
          <th scope="col">{a.field}</th>
          {was && <th scope="col">{a.before}</th>}
          {is && <th scope="col">{a.after}</th>}
        </tr>
      </thead>
      <tbody>
        {entry.changes.map(({ field, before, after }) => (
          <tr key={field}>
            <th scope="row">{fieldText(words, field)}</th>
            {was && <td>{valueText(words, field, before)}</td>}
            {is && <td>{valueText(words, field, after)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
