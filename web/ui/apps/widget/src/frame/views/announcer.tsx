import { useScene, useSnapshot } from './hooks.ts';

/** Heard and not seen. The conversation itself is no live region: its history would be read out with every visit. */
export function Announcer() {
  const { announcer } = useScene();
  const lines = useSnapshot(announcer);
  return (
    <div class="only-heard" aria-live="polite" aria-relevant="additions" id="announcer">
      {lines.map((line) => (
        <p key={line.key}>{line.text}</p>
      ))}
    </div>
  );
}
