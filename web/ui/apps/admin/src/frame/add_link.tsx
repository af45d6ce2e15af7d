import { Button, buttonLooks } from '@frontdesk/kit/button';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './add_link.module.css';
import { Link } from './link';

interface AddProps {
  /** In the middle of an empty list, rather than at its head. */
  first?: boolean;
  children: ReactNode;
}

/** The one main action of a list: to a new entry. */
export function AddLink({ to, ...props }: AddProps & { to: string }) {
  return (
    <Link to={to} {...buttonLooks(looks(props))}>
      <Words {...props} />
    </Link>
  );
}

/** The same where a dialogue makes the new entry. */
export function AddButton({ onClick, ...props }: AddProps & { onClick: () => void }) {
  return (
    <Button {...looks(props)} onClick={onClick}>
      <Words {...props} />
    </Button>
  );
}

/** Of two ways to the same place only the one at the head is filled. */
const looks = ({ first }: AddProps) => ({
  look: first ? ('plain' as const) : ('strong' as const),
  className: first ? undefined : styles.head,
});

function Words({ children }: AddProps) {
  return (
    <>
      <IconPlus size={16} stroke={2} aria-hidden="true" />
      <span>{children}</span>
    </>
  );
}
