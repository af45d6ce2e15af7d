import { render } from 'preact';
import { App } from './views/app.tsx';
import { type Scene, SceneContext } from './views/hooks.ts';

/** Puts the panel in place of what stood there until the program came. With another `key` it begins anew. */
export function draw(root: HTMLElement, scene: Scene, key?: number): void {
  document.getElementById('skeleton')?.remove();
  render(
    <SceneContext.Provider value={scene}>
      <App key={key} />
    </SceneContext.Provider>,
    root,
  );
}
