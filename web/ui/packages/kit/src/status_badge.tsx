import type { TicketStatus } from '@frontdesk/protocol';
import marks from './marks.module.css';

export interface StatusBadgeProps {
  status: TicketStatus;
  letter: string;
  name: string;
  /** The letter alone; the name is then for screen readers. */
  small?: boolean;
}

export function StatusBadge({ status, letter, name, small = false }: StatusBadgeProps) {
  return (
    <span
      className={marks.badge}
      data-status={status}
      data-small={small || undefined}
      title={small ? name : undefined}
    >
      <span aria-hidden="true">{small ? letter : name}</span>
      <span className="fd-hidden">{name}</span>
    </span>
  );
}
