import type { Macro } from '@frontdesk/protocol';
import type { MacroTexts } from '../i18n/macros/en';
import { MacroLines } from './macro_lines';
import styles from './macros.module.css';
import { WithPlaces } from './places';
import { useWords } from './words';

/** What the server knows by itself; any other name is that of a ticket field, as the admin called it. */
const named = (places: MacroTexts['places'], name: string): string =>
  Object.entries(places).find(([known]) => known === name)?.[1] ?? name;

/** What a macro does, before it is applied: its words with their placeholders, and what becomes of the ticket. */
export function MacroPreview({ macro: { reply, status, changes } }: { macro: Macro }) {
  const { t } = useWords();
  const w = t.macros;
  return (
    <section className={styles.preview} aria-label={w.preview}>
      {reply && (
        <>
          <h3>{reply.internal ? w.notes : w.writes}</h3>
          <p>
            <WithPlaces text={reply.text} called={(name) => named(w.places, name)} />
          </p>
        </>
      )}
      <MacroLines status={status} changes={changes} />
    </section>
  );
}
