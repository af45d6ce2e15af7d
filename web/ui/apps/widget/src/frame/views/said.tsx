import type { Span } from '@frontdesk/protocol';
import { type Run, runsOf } from '@frontdesk/protocol/spans';
import { type ComponentChildren, Fragment } from 'preact';
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
function Linked({ text }: { text: string }) {
  return (
    <>
      {pieces(text).map((piece, index) =>
        piece.kind === 'text' ? (
          <Soft key={index} text={piece.text} />
        ) : (
          <Out key={index} href={piece.href}>
            <Soft text={piece.text} />
          </Out>
        ),
      )}
    </>
  );
}

function Out({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

const ELEMENTS = { bold: 'strong', italic: 'em', strike: 's', code: 'code' } as const;

/** `plain`: within a link or code, where an address is only words. */
function Runs({ runs, plain }: { runs: readonly Run[]; plain: boolean }) {
  return (
    <>
      {runs.map((run, index) => {
        if (run.is === 'text')
          return plain ? <Soft key={index} text={run.text} /> : <Linked key={index} text={run.text} />;
        const { style, href } = run;
        const within = <Runs runs={run.runs} plain={plain || style === 'code' || href !== null} />;
        if (href !== null)
          return (
            <Out key={index} href={href}>
              {within}
            </Out>
          );
        // A link that leads nowhere, and what a newer server may know, is words.
        const Element = style === 'link' ? Fragment : (ELEMENTS[style] ?? Fragment);
        return <Element key={index}>{within}</Element>;
      })}
    </>
  );
}

/** What somebody said, in its bubble. */
export function Said({ text, spans }: { text: string; spans?: readonly Span[] | undefined }) {
  return (
    <p class="bubble" dir="auto">
      <Runs runs={runsOf(text, spans)} plain={false} />
    </p>
  );
}
