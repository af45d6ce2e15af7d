import { Button } from '@frontdesk/kit/button';
import { StatusBadge } from '@frontdesk/kit/status_badge';
import { Menu } from '@mantine/core';
import { IconChevronUp } from '@tabler/icons-react';
import type { ComposerModel, ComposerSnapshot } from '../models/composer';
import styles from './composer.module.css';
import { useWords } from './words';

/** Sends what is written and sets the ticket's status, in one press. */
export function SubmitButton({ composer, now }: { composer: ComposerModel; now: ComposerSnapshot }) {
  const { t } = useWords();
  return (
    <div className={styles.submit}>
      <Button look="strong" disabled={!now.canSubmit} onClick={() => composer.submit(now.submitAs)}>
        {t.composer.submitAs(t.ticketStatus[now.submitAs])}
      </Button>
      <Menu position="top-end" width={200} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button look="strong" square disabled={!now.canSubmit} aria-label={t.composer.more}>
            <IconChevronUp size={16} stroke={2} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {now.statuses.map((status) => (
            <Menu.Item
              key={status}
              aria-label={t.ticketStatus[status]}
              leftSection={
                <StatusBadge
                  small
                  status={status}
                  letter={t.statusLetters[status]}
                  name={t.ticketStatus[status]}
                />
              }
              onClick={() => composer.submit(status)}
            >
              {t.ticketStatus[status]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
