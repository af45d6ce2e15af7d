import { Button } from '@frontdesk/kit/button';
import { Modal } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { CHANNEL_TAGS, MOST_TAGS, SUPPORT_TAG, type TicketModel } from '../models/ticket';
import styles from './panel.module.css';
import { useWords } from './words';

interface TagsEditorProps {
  ticket: TicketModel;
  tags: readonly string[];
  editable: boolean;
}

/** Pills with a cross, and a box that adds; the tags that lists and reports live from are asked about before they go. */
export function TagsEditor({ ticket, tags, editable }: TagsEditorProps) {
  const { t } = useWords();
  const w = t.talk.ticket;
  const [asking, setAsking] = useState<string | null>(null);
  const box = useRef<HTMLInputElement>(null);
  const label = useId();
  const remove = (tag: string) => {
    if (tag === SUPPORT_TAG || CHANNEL_TAGS.has(tag)) return setAsking(tag);
    ticket.removeTag(tag);
    // The cross that had the focus is gone with its tag.
    box.current?.focus();
  };
  return (
    <fieldset className={styles.field} aria-labelledby={label}>
      <span id={label}>{t.ticket.tags}</span>
      <ul className={styles.tags}>
        {tags.map((tag) => (
          <li key={tag}>
            <span>{tag}</span>
            {editable && (
              <button type="button" aria-label={w.takeTagAway(tag)} onClick={() => remove(tag)}>
                <IconX size={12} stroke={2.2} />
              </button>
            )}
          </li>
        ))}
      </ul>
      {editable && <NewTag ticket={ticket} tags={tags} box={box} />}
      <Modal
        opened={asking !== null}
        onClose={() => setAsking(null)}
        title={asking === SUPPORT_TAG ? w.supportTagTitle : t.social.tag.title}
        closeButtonProps={{ 'aria-label': t.talk.message.close }}
      >
        {asking !== null && (
          <p>{asking === SUPPORT_TAG ? w.supportTagText(asking) : t.social.tag.text(asking)}</p>
        )}
        <div className={styles.answers}>
          <Button data-autofocus onClick={() => setAsking(null)}>
            {w.keepTag}
          </Button>
          <Button
            look="danger"
            onClick={() => {
              setAsking(null);
              if (asking !== null) ticket.removeTag(asking);
            }}
          >
            {w.removeTag}
          </Button>
        </div>
      </Modal>
    </fieldset>
  );
}

interface NewTagProps {
  ticket: TicketModel;
  tags: readonly string[];
  box: React.RefObject<HTMLInputElement | null>;
}

function NewTag({ ticket, tags, box }: NewTagProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const full = tags.length >= MOST_TAGS;
  const wrong = /[#@!\p{Cc}]/u.test(typed);
  const add = () => {
    const tag = typed.trim().toLowerCase();
    if (tag === '' || wrong || full) return;
    ticket.addTag(tag);
    setTyped('');
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' || event.key === ',' || event.key === ' ') {
      event.preventDefault();
      add();
    }
    if (event.key === 'Escape') setTyped('');
  };
  const hint = full ? t.talk.ticket.tooManyTags : wrong ? t.talk.ticket.badTag : null;
  return (
    <>
      <input
        ref={box}
        value={typed}
        maxLength={80}
        disabled={full}
        aria-label={t.talk.ticket.addTag}
        aria-invalid={wrong || undefined}
        placeholder={t.ticket.addTag}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={keyDown}
        onBlur={add}
      />
      {hint && (
        <p className={styles.hint} role="status">
          {hint}
        </p>
      )}
    </>
  );
}
