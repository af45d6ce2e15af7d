import { Button } from '@frontdesk/kit/button';
import { Popover } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import styles from './emoji_panel.module.css';
import { useWords } from './words';

const EmojiPanel = lazy(() => import('./emoji_panel').then(({ EmojiPanel: panel }) => ({ default: panel })));

/** `onPick` puts the emoji where the caret stood. */
export function EmojiButton({ disabled, onPick }: { disabled: boolean; onPick: (sign: string) => void }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="top-start"
      offset={8}
      shadow="none"
      radius={10}
      trapFocus
      returnFocus
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
        <Suspense fallback={<p className={styles.note}>{t.talk.emoji.loading}</p>}>
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
