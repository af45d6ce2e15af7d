import { createContext, useContext } from 'react';
import type { AdminDesk } from './models/admin_desk';

/** What every view behind the sign-in may reach. */
export interface Inside {
  readonly desk: AdminDesk;
  readonly signOut: () => void;
}

export const InsideContext = createContext<Inside | null>(null);

export function useInside(): Inside {
  const inside = useContext(InsideContext);
  if (!inside) throw new Error('no InsideContext above');
  return inside;
}

export function useDesk(): AdminDesk {
  return useInside().desk;
}
