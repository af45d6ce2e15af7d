import { Fragment } from 'preact';
import { seams } from '../text/breaks.ts';
import { pieces } from '../text/links.ts';

/** A text whose long words may be broken at their seams. */
export function Soft({ text }: { text: string }) {
  return (
    <>
      {seams(text).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}

/** A text with its addresses as links. */
export function Linked({ text }: { text: string }) {
  return (
    <>
      {pieces(text).map((piece, index) =>
        piece.kind === 'text' ? (
          <Soft key={index} text={piece.text} />
        ) : (
          <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer">
            <Soft text={piece.text} />
          </a>
        ),
      )}
    </>
  );
}

/** What somebody said, in its bubble. */
export function Said({ text }: { text: string }) {
  return (
    <p class="bubble" dir="auto">
      <Linked text={text} />
    </p>
  );
}
