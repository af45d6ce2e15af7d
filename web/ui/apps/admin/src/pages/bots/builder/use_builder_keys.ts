import { type RefObject, useEffect } from 'react';
import type { BuilderModel } from '../../../models/flows/builder';

/** Undo and redo, bound by what the key types: that is what people know them by. A field undoes its own letters. */
export function useBuilderKeys(model: BuilderModel, within: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = within.current;
    if (!element) return;
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea');
      if (key === 's') {
        event.preventDefault();
        void model.save();
      } else if (!typing && key === 'z') {
        event.preventDefault();
        if (event.shiftKey) model.redo();
        else model.undo();
      } else if (!typing && key === 'y') {
        event.preventDefault();
        model.redo();
      }
    };
    element.addEventListener('keydown', press);
    return () => element.removeEventListener('keydown', press);
  }, [model, within]);
}
