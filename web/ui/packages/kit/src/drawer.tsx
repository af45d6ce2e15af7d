import { Drawer as MantineDrawer } from '@mantine/core';
import type { ReactNode } from 'react';

export interface DrawerProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** The name of the button that closes it. */
  close: string;
  children: ReactNode;
}

/** Comes in from the side where reading begins; holds the focus while it is open and gives it back. */
export function Drawer({ opened, onClose, title, close, children }: DrawerProps) {
  return (
    <MantineDrawer opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': close }}>
      {children}
    </MantineDrawer>
  );
}
