import { isKept, paintAccent } from '@frontdesk/kit/accent';
import { parseColour } from '@frontdesk/kit/colours';
import { Notice } from '@frontdesk/kit/notice';
import { useLayoutEffect, useRef } from 'react';
import { useWords } from '../../words';
import styles from './accent_preview.module.css';

const SCHEMES = ['light', 'dark'] as const;

/** How buttons, links and what is chosen look in a colour, in both schemes. */
export function AccentPreview({ accent }: { accent: string }) {
  const { t } = useWords();
  const p = t.account.appearance;
  const changed = SCHEMES.filter(
    (scheme) => parseColour(accent) && !isKept(accent, { scheme, contrast: 'usual' }),
  );
  return (
    <figure className={styles.preview}>
      <figcaption>{p.preview}</figcaption>
      <div className={styles.both}>
        {SCHEMES.map((scheme) => (
          <Sample key={scheme} accent={accent} scheme={scheme} />
        ))}
      </div>
      {changed.length > 0 && (
        <Notice tone="info">{p.adjusted(changed.map((scheme) => t.look.schemes[scheme]).join(', '))}</Notice>
      )}
    </figure>
  );
}

function Sample({ accent, scheme }: { accent: string; scheme: (typeof SCHEMES)[number] }) {
  const { t } = useWords();
  const p = t.account.appearance;
  const sample = useRef<HTMLDivElement>(null);
  useLayoutEffect(
    () => (sample.current ? paintAccent(sample.current, accent, { scheme, contrast: 'usual' }) : undefined),
    [accent, scheme],
  );
  return (
    <div ref={sample} className={styles.sample} data-scheme={scheme}>
      <span className={styles.name}>{t.look.schemes[scheme]}</span>
      <span className={styles.strong}>{p.sampleButton}</span>
      <span className={styles.link}>{p.sampleLink}</span>
      <span className={styles.soft}>{p.sampleChosen}</span>
    </div>
  );
}
