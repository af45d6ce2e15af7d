import type { Span } from '@frontdesk/protocol';
import { type Run, runsOf } from '@frontdesk/protocol/spans';
import { Fragment, type ReactNode } from 'react';
import styles from './linked_text.module.css';
import { linkify } from './links';

interface LinkedTextProps {
  text: string;
  /** How stretches of it are set; none for a plain text. */
  spans?: readonly Span[] | undefined;
}

/** Plain text, set as its spans say, in which addresses are links that tell nothing of us to where they lead. */
export function LinkedText({ text, spans }: LinkedTextProps) {
  return <Runs runs={runsOf(text, spans)} plain={false} />;
}

/** `plain`: within a link or code, where an address is only words. */
function Runs({ runs, plain }: { runs: readonly Run[]; plain: boolean }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the runs of one text never move
  return runs.map((run, at) => <Fragment key={at}>{shown(run, plain)}</Fragment>);
}

function shown(run: Run, plain: boolean): ReactNode {
  if (run.is === 'text') return plain ? run.text : <Addresses text={run.text} />;
  const within = <Runs runs={run.runs} plain={plain || run.style === 'code' || run.href !== null} />;
  switch (run.style) {
    case 'bold':
      return <strong>{within}</strong>;
    case 'italic':
      return <em>{within}</em>;
    case 'strike':
      return <s>{within}</s>;
    case 'code':
      return <code className={styles.code}>{within}</code>;
    case 'link':
      return run.href === null ? within : <Out href={run.href}>{within}</Out>;
    default:
      // A newer server may know styles that this page does not.
      return within;
  }
}

function Addresses({ text }: { text: string }) {
  return linkify(text).map((segment, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the segments of one text never move
    <Fragment key={at}>
      {segment.is === 'text' ? segment.text : <Out href={segment.href}>{segment.text}</Out>}
    </Fragment>
  ));
}

function Out({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
