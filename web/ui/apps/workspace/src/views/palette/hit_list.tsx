import type { Hit } from '../../models/palette';
import { useInside } from '../inside';
import { useWords } from '../words';
import { HitView } from './hit_view';
import styles from './palette.module.css';

/** The lines in groups, each under its name. */
export function HitList({ hits, chosen }: { hits: readonly Hit[]; chosen: number }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const names: Record<Hit['is'], string> = {
    recent: t.frame.palette.recent,
    ticket: t.frame.palette.tickets,
    person: t.frame.palette.people,
    command: t.frame.palette.commands,
  };
  const kinds = [...new Set(hits.map((hit) => hit.is))];
  return kinds.map((kind) => (
    // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
    <div key={kind} role="group" aria-labelledby={`hits-${kind}`}>
      <p id={`hits-${kind}`} className={styles.group}>
        {names[kind]}
      </p>
      {hits.map((hit, at) =>
        hit.is === kind ? (
          // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus and names the marked line
          // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the box runs it
          <div
            key={hit.key}
            id={`hit-${hit.key}`}
            role="option"
            aria-selected={at === chosen}
            className={styles.hit}
            onPointerMove={() => workspace.palette.point(at)}
            onClick={() => workspace.palette.run(at)}
          >
            <HitView hit={hit} />
          </div>
        ) : null,
      )}
    </div>
  ));
}
