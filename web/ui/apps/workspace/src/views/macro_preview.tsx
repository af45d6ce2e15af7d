import type { Macro } from '@frontdesk/protocol';
import { MacroLines } from './macro_lines';
import styles from './macros.module.css';
import { useWords } from './words';

/** What a macro does, before it is applied: its words with their placeholders, and what becomes of the ticket. */
export function MacroPreview({ macro: { reply, status, changes } }: { macro: Macro }) {
  const { t } = useWords();
  const w = t.macros;
  return (
    <section className={styles.preview} aria-label={w.preview}>
      {reply && (
        <>
          <h3>{reply.internal ? w.notes : w.writes}</h3>
          <p data-source>{reply.text}</p>
        </>
      )}
      <MacroLines status={status} changes={changes} />
    </section>
  );
}
