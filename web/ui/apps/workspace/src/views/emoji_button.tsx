import { Button } from '@frontdesk/kit/button';
import { Popover } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import styles from './emoji_panel.module.css';
import { useWords } from './words';

const EmojiPanel = lazy(() => import('./emoji_panel').then(({ EmojiPanel: panel }) => ({ default: panel })));

interface EmojiButtonProps {
  disabled: boolean;
  onPick: (sign: string) => void;
  /** Left without an emoji: the focus has to go somewhere. */
  onClose: () => void;
}

export function EmojiButton({ disabled, onPick, onClose }: EmojiButtonProps) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      opened={open}
      onChange={(next) => {
        setOpen(next);
        if (!next) onClose();
      }}
      position="top-start"
      offset={8}
      shadow="none"
      radius={10}
      trapFocus
      withOverlay
      overlayProps={{ backgroundOpacity: 0, fixed: true }}
      withinPortal
      classNames={{ dropdown: styles.float ?? '' }}
      transitionProps={{ duration: 100, transition: 'fade' }}
    >
      <Popover.Target>
        <Button
          look="quiet"
          square
          disabled={disabled}
          aria-label={t.talk.emoji.open}
          title={t.talk.emoji.open}
          onClick={() => setOpen(!open)}
        >
          <IconMoodSmile size={18} stroke={1.7} />
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t.talk.emoji.open}>
        <Suspense
          fallback={
            <div className={styles.panel} aria-busy>
              <p className={styles.note}>{t.talk.emoji.loading}</p>
            </div>
          }
        >
          <EmojiPanel
            onPick={(sign) => {
              setOpen(false);
              onPick(sign);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
