import { attachmentUrl } from '@frontdesk/client/desk';
import { safeHref } from '@frontdesk/kit/links';
import type { File as StoredFile } from '@frontdesk/protocol';
import { IconFile } from '@tabler/icons-react';
import { useState } from 'react';
import styles from './content_view.module.css';
import { PictureViewer } from './picture_viewer';
import { useWords } from './words';

/** Images that every browser shows and that hold no script. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** What was sent as files: pictures beside each other, everything else by name and size. */
export function ContentFiles({ files }: { files: readonly StoredFile[] }) {
  const pictures = files.filter((file) => SHOWN.has(file.media_type));
  const others = files.filter((file) => !SHOWN.has(file.media_type));
  const { t } = useWords();
  const [open, setOpen] = useState<number | null>(null);
  return (
    <>
      {pictures.length > 0 && (
        <div className={styles.pictures} data-count={Math.min(pictures.length, 4)}>
          {pictures.map((picture, at) => (
            <button
              key={picture.id}
              type="button"
              aria-label={t.talk.message.openPicture(picture.name)}
              onClick={() => setOpen(at)}
            >
              <img
                src={attachmentUrl(picture.id)}
                alt={picture.name}
                loading="lazy"
                className={styles.image}
              />
            </button>
          ))}
        </div>
      )}
      {others.map((file) => (
        <FileView key={file.id} file={file} />
      ))}
      {open !== null && <PictureViewer pictures={pictures} first={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function FileView({ file }: { file: StoredFile }) {
  const { t, f } = useWords();
  const url = attachmentUrl(file.id);
  // The id is the server's word, but an address is only ever built from one of ours.
  if (safeHref(new URL(url, location.href).href) === null) return null;
  return (
    <a className={styles.file} href={url} target="_blank" rel="noopener noreferrer">
      <IconFile size={22} stroke={1.5} aria-hidden="true" />
      <span className={styles.fileName}>
        <span className="fd-hidden">{t.conversation.download} </span>
        {file.name}
      </span>
      <span className={styles.fileSize}>{f.bytes(file.size)}</span>
    </a>
  );
}
