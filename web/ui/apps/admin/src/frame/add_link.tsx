import { buttonLooks } from '@frontdesk/kit/button';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from './link';

/** The one main action of a list: to a new entry. */
export function AddLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} {...buttonLooks({ look: 'strong' })}>
      <IconPlus size={16} stroke={2} aria-hidden="true" />
      {children}
    </Link>
  );
}
