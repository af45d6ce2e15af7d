import type { AgentMessage } from '@frontdesk/protocol';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { messageText } from '../i18n/content';
import styles from './message_view.module.css';
import { useWords } from './words';

/** Milliseconds for which "copied" is shown. */
const SHOWN_MS = 1_600;

/** What can be done with a message; appears beside it. */
export function MessageTools({ message }: { message: AgentMessage }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const text = messageText(t, message);
  if (message.content.type === 'erased' || text === '') return null;
  const copy = () => void navigator.clipboard?.writeText(text).then(() => setCopied(true));
  const name = copied ? t.talk.message.copied : t.talk.message.copy;
  return (
    <button type="button" className={styles.tool} aria-label={name} title={name} onClick={copy}>
      {copied ? <IconCheck size={15} stroke={2} /> : <IconCopy size={15} stroke={1.7} />}
    </button>
  );
}
