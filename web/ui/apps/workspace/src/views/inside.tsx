import { createContext, useContext } from 'react';
import type { PreferencesModel } from '../models/preferences';
import type { Workspace } from '../models/workspace';

/** What every view behind the sign-in may reach. */
export interface Inside {
  readonly workspace: Workspace;
  readonly preferences: PreferencesModel;
  readonly signOut: () => void;
}

export const InsideContext = createContext<Inside | null>(null);

export function useInside(): Inside {
  const inside = useContext(InsideContext);
  if (!inside) throw new Error('no InsideContext above');
  return inside;
}
