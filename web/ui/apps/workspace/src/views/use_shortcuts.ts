import { useEffect, useRef } from 'react';
import type { Workspace } from '../models/workspace';

interface ShortcutActions {
  onSheet: () => void;
  onStatus: () => void;
}

/** The box of the open conversation; there is one at a time. */
export const COMPOSER_ID = 'composer-text';

/** By the place of the key and not by its letter, so that they hold on every layout. */
export function useShortcuts(workspace: Workspace, actions: ShortcutActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === '?' && !isWriting(event.target)) latest.current.onSheet();
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const run = actionOf(event.code, workspace, latest.current);
      if (!run) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [workspace]);
}

function actionOf(code: string, workspace: Workspace, actions: ShortcutActions): (() => void) | null {
  switch (code) {
    case 'KeyA':
      return () => void workspace.accept.accept();
    case 'KeyR':
      return () => write(workspace, 'reply');
    case 'KeyN':
      return () => write(workspace, 'note');
    case 'KeyJ':
      return () => workspace.tabs.step(1);
    case 'KeyK':
      return () => workspace.tabs.step(-1);
    case 'KeyS':
      return actions.onStatus;
    case 'KeyZ':
      return () => workspace.toasts.undoLatest();
    default:
      return null;
  }
}

function write(workspace: Workspace, mode: 'reply' | 'note'): void {
  const { place } = workspace.tabs.snapshot();
  if (place.at !== 'conversation') return;
  workspace.tabs.room(place.conversation)?.composer.setMode(mode);
  document.getElementById(COMPOSER_ID)?.focus();
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}
