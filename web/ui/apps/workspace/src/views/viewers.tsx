import { useModelPart } from '@frontdesk/kit/use_model';
import type { Viewer } from '@frontdesk/protocol';
import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconPencil } from '@tabler/icons-react';
import type { ComposerSnapshot } from '../models/composer';
import type { Room } from '../models/room';
import styles from './viewers.module.css';
import { useWords } from './words';

/** Faces that are shown; the rest are a number. */
const MOST = 3;

/** Colleagues who have the same ticket on their screens. */
export function Viewers({ viewers }: { viewers: readonly Viewer[] }) {
  const { t, f } = useWords();
  if (viewers.length === 0) return null;
  const names = (some: readonly Viewer[]) => f.list(some.map((viewer) => firstName(viewer.name)));
  const typing = viewers.filter((viewer) => viewer.typing);
  const looking = viewers.filter((viewer) => !viewer.typing);
  const said = [
    typing.length > 0 && t.talk.viewers.typing(names(typing), typing.length),
    looking.length > 0 && t.talk.viewers.looking(names(looking), looking.length),
  ].filter((line) => line !== false);
  const shown = [...typing, ...looking].slice(0, MOST);
  return (
    <div className={styles.viewers}>
      <Tooltip label={f.list([...typing, ...looking].map((viewer) => viewer.name))}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what hovering tells is told by keyboard as well */}
        <ul className={styles.faces} aria-label={t.talk.viewers.label} tabIndex={0}>
          {shown.map((viewer) => (
            <li
              key={viewer.id}
              className={styles.face}
              data-typing={viewer.typing || undefined}
              data-hue={viewer.id % 6}
            >
              <span aria-hidden="true">{initials(viewer.name)}</span>
              <span className="fd-hidden">{viewer.name}</span>
              {viewer.typing && <IconPencil size={10} stroke={2.4} className={styles.pencil} />}
            </li>
          ))}
          {viewers.length > MOST && <li className={styles.face}>+{viewers.length - MOST}</li>}
        </ul>
      </Tooltip>
      <span className={styles.said} role="status">
        {said.join(' · ')}
      </span>
    </div>
  );
}

/** Said where one writes: two answers at once help nobody. */
export function ComposerWarning({ room, mode }: { room: Room; mode: ComposerSnapshot['mode'] }) {
  const { t, f } = useWords();
  const viewers = useModelPart(room.conversation, (now) => (now.is === 'ready' ? now.viewers : null));
  const typing = viewers?.filter((viewer) => viewer.typing) ?? [];
  if (typing.length === 0 || mode !== 'reply') return null;
  return (
    <p className={styles.warning} role="status">
      <IconAlertTriangle size={15} stroke={1.8} aria-hidden="true" />
      {t.talk.viewers.warning(f.list(typing.map((viewer) => viewer.name)), typing.length)}
    </p>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends.map((word) => [...(word ?? '')][0] ?? '').join('');
}

function firstName(name: string): string {
  return name.split(/\s+/)[0] ?? name;
}
