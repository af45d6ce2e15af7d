/** What every part of the builder may reach. */
import type { AdminField, Group } from '@frontdesk/protocol';
import { createContext, useContext } from 'react';
import type { BuilderModel } from '../../../models/flows/builder';
import type { Built } from '../../../models/flows/builder_state';
import type { TrialModel } from '../../../models/flows/trial';

export type Panel = 'inspect' | 'problems' | 'versions' | 'trial';

export interface Scene {
  readonly model: BuilderModel;
  readonly trial: TrialModel;
  readonly now: Built;
  readonly groups: readonly Group[];
  readonly fields: readonly AdminField[];
  readonly panel: Panel | null;
  readonly open: (panel: Panel | null) => void;
  /** Shows a step, wherever it stands, and its form. */
  readonly show: (step: string) => void;
  /** Asks before it deletes. */
  readonly askRemove: (step: string) => void;
}

export const SceneContext = createContext<Scene | null>(null);

export function useScene(): Scene {
  const scene = useContext(SceneContext);
  if (!scene) throw new Error('no SceneContext above');
  return scene;
}
