import { failureText } from '@frontdesk/desk/failures';
import { toldWithCode } from '@frontdesk/desk/told';
import { Button } from '@frontdesk/kit/button';
import { Notice } from '@frontdesk/kit/notice';
import { Pill } from '@frontdesk/kit/pill';
import { Section } from '@frontdesk/kit/section';
import { EmptyState } from '@frontdesk/kit/states';
import { useModel } from '@frontdesk/kit/use_model';
import type { DeadLetter, DeadLetters, LetterRetried } from '@frontdesk/protocol';
import { IconMailCheck } from '@tabler/icons-react';
import { useDesk } from '../../desk_context';
import { ActionModel } from '../../forms/action_model';
import { Loaded } from '../../lists/loaded';
import { useOwned } from '../../use_owned';
import { useWords, type Words } from '../../words';
import type { AccountTabProps } from './account_page';
import styles from './social.module.css';

/** What found no way out or in, with what may be done about it. */
export function Letters({ read }: AccountTabProps) {
  const { rest } = useDesk();
  const { t } = useWords();
  const p = t.social.letters;
  const path = `channels/${read.account.id}/dead-letters`;
  return (
    <Section title={p.title} intro={p.intro}>
      <Loaded inside read={() => rest.get<DeadLetters>(path)}>
        {({ letters }, again) =>
          letters.length === 0 ? (
            <EmptyState icon={IconMailCheck} title={p.emptyTitle} hint={p.emptyHint} />
          ) : (
            <>
              <p className={styles.dim}>{p.count(letters.length)}</p>
              <ul className={styles.letters} aria-label={p.title}>
                {letters.map((letter) => (
                  <Letter key={letter.id} letter={letter} path={path} again={again} />
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

interface LetterProps {
  letter: DeadLetter;
  path: string;
  again: () => Promise<void>;
}

function Letter({ letter, path, again }: LetterProps) {
  const { rest, toasts } = useDesk();
  const words = useWords();
  const { t, f } = words;
  const p = t.social.letters;
  const action = useOwned(() => new ActionModel());
  const { busy, failure } = useModel(action);
  const { id, what } = letter;
  const called = nameOf(words, letter);
  const forget = async () => {
    if (!(await action.run(() => rest.remove(`${path}/${id}`)))) return;
    toasts.good((texts) => texts.social.letters.forgotten);
    await again();
  };
  const retry = async () => {
    const answer = await action.ask(() => rest.post<LetterRetried>(`${path}/${id}/retry`));
    if (!answer) return;
    const { still } = answer;
    if (still !== null) toasts.bad((texts) => texts.social.letters.still(still));
    else
      toasts.good(({ social: { letters } }) => (what.type === 'outgoing' ? letters.retried : letters.taken));
    await again();
  };
  return (
    <li>
      <div className={styles.letterHead}>
        <Pill tone={what.type === 'outgoing' ? 'bad' : 'warn'}>
          {what.type === 'outgoing' ? p.out : p.in}
        </Pill>
        <b>{called}</b>
        <time dateTime={new Date(letter.at).toISOString()}>{f.moment(letter.at)}</time>
      </div>
      {what.type === 'outgoing' ? (
        <p>
          {toldWithCode(what.text, what.code)}{' '}
          <a href={`/workspace/#/c/${what.conversation}`}>
            {what.ticket === null ? p.conversation : p.ticket(what.ticket)}
          </a>
        </p>
      ) : (
        <>
          <p>{p.whys.other(what.why)}</p>
          {what.lost_files > 0 && <p className={styles.dim}>{p.lost(what.lost_files)}</p>}
          <details>
            <summary>{p.raw}</summary>
            <pre>{what.raw}</pre>
          </details>
        </>
      )}
      {failure && <Notice tone="bad">{failureText(t, failure)}</Notice>}
      <div className={styles.letterActs}>
        {what.type === 'outgoing' && !what.retryable && <span className={styles.dim}>{p.noHelp}</span>}
        {what.type === 'outgoing' && what.retryable && (
          <Button small busy={busy} aria-label={p.retryOf(called)} onClick={() => void retry()}>
            {p.retry}
          </Button>
        )}
        {what.type === 'incoming' && (
          <Button small busy={busy} aria-label={p.takeAgainOf(called)} onClick={() => void retry()}>
            {p.takeAgain}
          </Button>
        )}
        <Button small busy={busy} aria-label={p.forgetOf(called)} onClick={() => void forget()}>
          {p.forget}
        </Button>
      </div>
    </li>
  );
}

function nameOf({ t, f }: Words, { at, what }: DeadLetter): string {
  if (what.type === 'incoming') return f.moment(at);
  return t.social.letters.to(what.requester === '' ? t.social.letters.unknown : what.requester);
}
