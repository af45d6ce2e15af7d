import { createContext } from 'preact';
import { useContext, useLayoutEffect, useReducer } from 'preact/hooks';
import type { Pictures } from '../desk/pictures.ts';
import type { AnnouncerModel } from '../models/announcer.ts';
import type { ComposerModel } from '../models/composer.ts';
import type { LinksModel } from '../models/links.ts';
import type { ListModel } from '../models/list.ts';
import type { PanelModel } from '../models/panel.ts';
import type { ThreadModel } from '../models/thread.ts';
import type { ViewModel } from '../models/view_model.ts';
import type { Times } from '../text/times.ts';
import type { Words } from '../words/words.ts';

/** What every view may reach. */
export interface Scene {
  readonly words: Words;
  readonly times: Times;
  readonly panel: PanelModel;
  readonly thread: ThreadModel;
  readonly composer: ComposerModel;
  readonly announcer: AnnouncerModel;
  readonly list: ListModel;
  readonly links: LinksModel;
  readonly pictures: Pictures;
  /** Asks the host page to fold the panel away; `null` where the frame stands alone. */
  readonly close: (() => void) | null;
}

export const SceneContext = createContext<Scene | null>(null);

export function useScene(): Scene {
  const scene = useContext(SceneContext);
  if (!scene) throw new Error('a view was drawn outside of its scene');
  return scene;
}

/** The model's snapshot, drawn anew when it changes. */
export function useSnapshot<Snapshot>(model: ViewModel<Snapshot>): Snapshot {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const { snapshot } = model;
  useLayoutEffect(() => {
    // It may have changed between drawing and subscribing.
    if (model.snapshot !== snapshot) redraw(undefined);
    return model.subscribe(() => redraw(undefined));
  }, [model]);
  return snapshot;
}
