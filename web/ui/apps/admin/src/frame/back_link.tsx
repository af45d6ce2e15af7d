import { buttonLooks } from '@frontdesk/kit/button';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from './link';

/** From one entry back to the list of all. */
export function BackLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} {...buttonLooks({ look: 'quiet', small: true })}>
      <IconArrowLeft size={15} stroke={1.8} aria-hidden="true" />
      {children}
    </Link>
  );
}
