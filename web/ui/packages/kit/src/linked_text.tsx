import { Fragment } from 'react';
import { linkify } from './links';

/** Plain text in which addresses are links that tell nothing of us to where they lead. */
export function LinkedText({ text }: { text: string }) {
  return linkify(text).map((segment, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the segments of one text never move
    <Fragment key={at}>
      {segment.is === 'text' ? (
        segment.text
      ) : (
        <a href={segment.href} target="_blank" rel="noopener noreferrer">
          {segment.text}
        </a>
      )}
    </Fragment>
  ));
}
