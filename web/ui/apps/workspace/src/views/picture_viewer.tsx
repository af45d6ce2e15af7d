import { attachmentUrl } from '@frontdesk/client/desk';
import { Button } from '@frontdesk/kit/button';
import type { File as StoredFile } from '@frontdesk/protocol';
import { Modal } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconDownload } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import styles from './picture_viewer.module.css';
import { useWords } from './words';

interface PictureViewerProps {
  /** At least one. */
  pictures: readonly StoredFile[];
  first: number;
  onClose: () => void;
}

/** Pictures as large as the screen has room for, one after the other. */
export function PictureViewer({ pictures, first, onClose }: PictureViewerProps) {
  const { t, f } = useWords();
  const w = t.talk.message;
  const [at, setAt] = useState(first);
  const picture = pictures[at];
  if (!picture) return null;
  const step = (by: 1 | -1) => setAt((at + by + pictures.length) % pictures.length);
  const keyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight') step(1);
    if (event.key === 'ArrowLeft') step(-1);
  };
  const several = pictures.length > 1;
  return (
    <Modal
      opened
      onClose={onClose}
      title={picture.name}
      size="auto"
      closeButtonProps={{ 'aria-label': w.close }}
      onKeyDown={keyDown}
    >
      <figure className={styles.figure}>
        <img src={attachmentUrl(picture.id)} alt={picture.name} />
        <figcaption>
          {several && (
            <Button look="quiet" square aria-label={w.previous} onClick={() => step(-1)}>
              <IconChevronLeft size={18} stroke={1.8} />
            </Button>
          )}
          <span>
            {several && `${at + 1}/${pictures.length} · `}
            {f.bytes(picture.size)}
          </span>
          <a href={attachmentUrl(picture.id)} target="_blank" rel="noopener noreferrer">
            <IconDownload size={15} stroke={1.8} aria-hidden="true" />
            {t.conversation.download}
          </a>
          {several && (
            <Button look="quiet" square aria-label={w.next} onClick={() => step(1)}>
              <IconChevronRight size={18} stroke={1.8} />
            </Button>
          )}
        </figcaption>
      </figure>
    </Modal>
  );
}
