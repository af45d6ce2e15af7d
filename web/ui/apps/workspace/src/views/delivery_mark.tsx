import type { DeliveryState } from '@frontdesk/client/desk';
import { IconAlertCircle, IconCheck, IconChecks, IconClock } from '@tabler/icons-react';
import styles from './delivery_mark.module.css';
import { useWords } from './words';

const ICONS = {
  queued: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertCircle,
};

/** By shape, by colour and in words. */
export function DeliveryMark({ delivery }: { delivery: DeliveryState }) {
  const { t } = useWords();
  const Icon = ICONS[delivery.state];
  return (
    <span className={styles.mark} data-state={delivery.state}>
      {t.conversation.delivery[delivery.state]}
      <Icon size={13} stroke={2} aria-hidden="true" />
    </span>
  );
}
