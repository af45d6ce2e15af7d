import { partsOf } from '../models/flows/variables';
import styles from './said.module.css';

/** What a step, a shortcut or a macro says, as whoever reads it sees it: a placeholder is a name in the text, without its braces. */
export function Said({ text }: { text: string }) {
  return partsOf(text).map(({ said, fills }, at) => {
    const Part = fills ? 'b' : 'span';
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part of a text is its place
      <Part key={at} className={fills ? styles.name : undefined}>
        {said}
      </Part>
    );
  });
}
