import { LinkedText } from '@frontdesk/kit/linked_text';
import type { Span } from '@frontdesk/protocol';
import { useState } from 'react';
import styles from './content_view.module.css';
import { useWords } from './words';

/** Past either a message is folded: nobody wants to scroll by a log file. */
const MOST_CHARS = 900;
const MOST_LINES = 14;

/** Text as its spans set it, with its addresses as links; a long one shows its beginning until somebody asks for all of it. */
export function FoldedText({ text, spans }: { text: string; spans?: readonly Span[] | undefined }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const cut = cutAt(text);
  if (cut === null)
    return (
      <p className={styles.text} dir="auto">
        <LinkedText text={text} spans={spans} />
      </p>
    );
  return (
    <>
      <p className={styles.text} dir="auto">
        <LinkedText text={open ? text : `${text.slice(0, cut).trimEnd()}…`} spans={spans} />
      </p>
      <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? t.talk.message.less : t.talk.message.more}
      </button>
    </>
  );
}

/** Where the text is cut: between words; null for what is shown whole. A little too long is no reason to fold. */
function cutAt(text: string): number | null {
  const lines = text.split('\n');
  if (lines.length > MOST_LINES + 4) return lines.slice(0, MOST_LINES).join('\n').length;
  if (text.length <= MOST_CHARS * 1.3) return null;
  const space = text.lastIndexOf(' ', MOST_CHARS);
  return space > MOST_CHARS / 2 ? space : MOST_CHARS;
}
