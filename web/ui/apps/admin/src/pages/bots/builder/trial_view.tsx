import { failureText } from '@frontdesk/desk/failures';
import { Button } from '@frontdesk/kit/button';
import { LinkedText } from '@frontdesk/kit/linked_text';
import { useModel } from '@frontdesk/kit/use_model';
import { IconRefresh, IconSend } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { TrialLine } from '../../../models/flows/trial';
import { useWords } from '../../../words';
import { ChoiceField, TickField } from './fields';
import { useScene } from './scene';
import styles from './trial.module.css';
import { TrialContent } from './trial_content';

const LOCALES = ['en', 'fr', 'el'] as const;
/** Who is signed in here is made up; nobody hears of it. */
const SOMEBODY = { name: 'Ana Duarte', email: 'ana@example.com' };

export function TrialView() {
  const { trial } = useScene();
  const { t, f } = useWords();
  const w = t.flows.trial;
  const now = useModel(trial);
  const [text, setText] = useState('');
  const log = useRef<HTMLDivElement>(null);
  const count = now.lines.length;
  useEffect(() => {
    const { current } = log;
    if (count > 0) current?.scrollTo({ top: current.scrollHeight });
  }, [count]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (said === '' || now.busy) return;
    setText('');
    void trial.say(said);
  };
  return (
    <div className={styles.trial}>
      <p className={styles.hint}>{w.hint}</p>
      <details className={styles.who}>
        <summary>{w.who}</summary>
        <div>
          <ChoiceField
            label={w.channel}
            value={now.around.text_only ? 'text' : 'widget'}
            onChange={(value) => void trial.surround({ text_only: value === 'text' })}
            options={[
              { value: 'widget', label: w.widget },
              { value: 'text', label: w.textOnly },
            ]}
          />
          <ChoiceField
            label={w.locale}
            value={now.around.locale ?? ''}
            onChange={(value) => void trial.surround({ locale: value === '' ? null : value })}
            options={[
              { value: '', label: '–' },
              ...LOCALES.map((value) => ({ value, label: f.languageName(value) })),
            ]}
          />
          <TickField
            label={w.signedIn}
            checked={now.around.name !== null}
            onChange={(known) => void trial.surround(known ? SOMEBODY : { name: null, email: null })}
          />
          <TickField
            label={w.open}
            checked={now.around.open}
            onChange={(open) => void trial.surround({ open })}
          />
        </div>
      </details>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard */}
      <div className={styles.log} role="log" aria-label={w.talk} ref={log} tabIndex={0}>
        {now.lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
        {now.state === 'finished' && <p className={styles.note}>{w.finished}</p>}
        {now.state === 'unreadable' && <p className={styles.note}>{w.unreadable}</p>}
        {now.failure && (
          <p className={styles.note} data-bad>
            {failureText(t, now.failure)}
          </p>
        )}
      </div>
      <form className={styles.write} onSubmit={send}>
        <input
          aria-label={w.message}
          placeholder={w.message}
          value={text}
          maxLength={4_096}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" small square look="strong" aria-label={w.send} busy={now.busy}>
          <IconSend size={16} stroke={1.8} aria-hidden="true" />
        </Button>
        <Button small square aria-label={w.restart} title={w.restart} onClick={() => void trial.restart()}>
          <IconRefresh size={16} stroke={1.8} aria-hidden="true" />
        </Button>
      </form>
    </div>
  );
}

function Line({ line }: { line: TrialLine }) {
  const { t, f } = useWords();
  const w = t.flows.trial;
  switch (line.by) {
    case 'me':
      return (
        <p className={styles.bubble} data-mine dir="auto">
          <span className="fd-hidden">{w.me}: </span>
          {line.text}
        </p>
      );
    case 'bot':
      return (
        <div className={styles.turn}>
          <span className="fd-hidden">{w.bot}: </span>
          <TrialContent content={line.content} live={line.live} />
        </div>
      );
    case 'note': {
      const { said } = line;
      if (said.type === 'captured')
        return <p className={styles.note}>{w.captured(said.label, said.value)}</p>;
      const reason = isReason(w.reasons, said.reason) ? w.reasons[said.reason] : said.reason;
      return (
        <div className={styles.note} data-strong>
          <p>{w.handedOver}</p>
          <p>{reason}</p>
          {said.group !== null && <p>{w.group(said.group)}</p>}
          {said.tags.length > 0 && <p>{w.tags(f.list(said.tags))}</p>}
          {said.fields.map((field) => (
            <p key={field.label}>
              <LinkedText text={w.captured(field.label, field.value)} />
            </p>
          ))}
        </div>
      );
    }
  }
}

function isReason<Reasons extends object>(reasons: Reasons, word: PropertyKey): word is keyof Reasons {
  return word in reasons;
}
