import { useEffect, useRef } from 'react';
import type { Workspace } from '../models/workspace';
import { isTyping } from './lists/use_row_keys';

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
      if (event.key === '?' && !isTyping(event.target)) return latest.current.onSheet();
      const run = searching(event, workspace) ?? actionOf(event, workspace, latest.current);
      if (!run) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [workspace]);
}

/** Ctrl or ⌘ with K, wherever one is. */
function searching(event: KeyboardEvent, workspace: Workspace): (() => void) | null {
  const wanted =
    event.code === 'KeyK' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  return wanted ? () => workspace.palette.open() : null;
}

function actionOf(event: KeyboardEvent, workspace: Workspace, actions: ShortcutActions): (() => void) | null {
  if (!event.altKey || event.ctrlKey || event.metaKey) return null;
  if (event.shiftKey) return event.code === 'KeyW' ? () => workspace.tabs.reopen() : null;
  switch (event.code) {
    case 'KeyA':
      return () => void workspace.accept.accept();
    case 'KeyD':
      return () => void workspace.accept.decline();
    case 'KeyR':
      return () => write(workspace, 'reply');
    case 'KeyN':
      return () => write(workspace, 'note');
    case 'KeyJ':
      return () => workspace.tabs.step(1);
    case 'KeyK':
      return () => workspace.tabs.step(-1);
    case 'KeyM':
      return () => workspace.notifier.open(!workspace.notifier.snapshot().opened);
    case 'KeyS':
      return actions.onStatus;
    case 'KeyW':
      return () => workspace.closeTab();
    case 'KeyX':
      return workspace.openMacros;
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
