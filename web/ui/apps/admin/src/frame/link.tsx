import type { ComponentProps, MouseEvent } from 'react';
import { useDesk } from '../desk_context';
import { BASE } from '../ports/address';

/** A link within the admin centre: opened in place, or in a new tab as with any link. */
export function Link({ to, onClick, ...rest }: Omit<ComponentProps<'a'>, 'href'> & { to: string }) {
  const { router } = useDesk();
  const press = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (event.defaultPrevented || elsewhere) return;
    event.preventDefault();
    router.go(to);
  };
  return <a {...rest} href={BASE + to} onClick={press} />;
}
