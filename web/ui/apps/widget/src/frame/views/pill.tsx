import { useScene, useSnapshot } from './hooks.ts';

/** What is to be said of the line, when there is something. */
export function Pill() {
  const { words, panel } = useScene();
  const { pill } = useSnapshot(panel);
  const works = pill === 'connecting' || pill === 'reconnecting';
  return (
    <div class="pill-place" role="status">
      {pill && (
        <span class="pill">
          {works && <span class="pill-dot" />}
          {words[pill]}
          {pill === 'stopped' && (
            <button type="button" onClick={() => location.reload()}>
              {words.reload}
            </button>
          )}
        </span>
      )}
    </div>
  );
}
