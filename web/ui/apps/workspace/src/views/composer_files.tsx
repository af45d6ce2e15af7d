import { IconFile, IconX } from '@tabler/icons-react';
import type { ComposerModel, ComposerSnapshot } from '../models/composer';
import styles from './composer.module.css';
import { useWords } from './words';

export function ComposerFiles({ composer, now }: { composer: ComposerModel; now: ComposerSnapshot }) {
  const { t, f } = useWords();
  if (now.files.length === 0 && now.uploads.length === 0) return null;
  return (
    <ul className={styles.files}>
      {now.files.map((file) => (
        <li key={file.id} className={styles.file}>
          <IconFile size={15} stroke={1.6} aria-hidden="true" />
          <span className={styles.fileName}>{file.name}</span>
          <span className={styles.fileSize}>{f.bytes(file.size)}</span>
          <button
            type="button"
            aria-label={t.composer.removeFile(file.name)}
            onClick={() => composer.removeFile(file.id)}
          >
            <IconX size={13} stroke={2} />
          </button>
        </li>
      ))}
      {now.uploads.map((upload) => (
        <li key={upload.id} className={styles.file}>
          <progress max={1} value={upload.share} aria-label={t.composer.uploading(f.percent(upload.share))} />
          <span className={styles.fileName}>{upload.name}</span>
          <button
            type="button"
            aria-label={t.composer.cancelUpload(upload.name)}
            onClick={() => composer.cancelUpload(upload.id)}
          >
            <IconX size={13} stroke={2} />
          </button>
        </li>
      ))}
    </ul>
  );
}
