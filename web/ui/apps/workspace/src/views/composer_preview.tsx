import { useModel } from '@frontdesk/kit/use_model';
import { IconInfoCircle } from '@tabler/icons-react';
import { previewText } from '../i18n/degraded';
import type { Room } from '../models/room';
import styles from './composer.module.css';
import { useWords } from './words';

/** How the channel will show what stands in the box, where that is not as it was written. */
export function ComposerPreview({ room }: { room: Room }) {
  const { t, f } = useWords();
  const shown = useModel(room.preview);
  const text = shown && previewText(t, f, t.channels[shown.channel], shown.preview, shown.files);
  return (
    <p className={styles.preview} role="status" aria-label={t.degraded.label} hidden={!text}>
      {text && <IconInfoCircle size={14} stroke={1.8} aria-hidden="true" />}
      {text}
    </p>
  );
}
