import { useEffect, useRef } from 'react';
import styles from './channels.module.css';

/** A spot of a colour that an admin chose. Painted through the CSSOM: no policy forbids that. */
export function Swatch({ colour }: { colour: string }) {
  const spot = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    spot.current?.style.setProperty('background-color', colour);
  }, [colour]);
  return <span className={styles.swatch} ref={spot} aria-hidden="true" />;
}
