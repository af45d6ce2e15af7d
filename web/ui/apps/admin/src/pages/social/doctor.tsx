import { failureText } from '@frontdesk/desk/failures';
import { Button } from '@frontdesk/kit/button';
import { Notice } from '@frontdesk/kit/notice';
import { Section } from '@frontdesk/kit/section';
import { useModel } from '@frontdesk/kit/use_model';
import type { ChannelLine, ChannelReport } from '@frontdesk/protocol';
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconRefresh } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useDesk } from '../../desk_context';
import { ActionModel } from '../../forms/action_model';
import { LoadModel } from '../../lists/load_model';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import type { AccountTabProps } from './account_page';
import { lineText, lineTitle } from './doctor_words';
import styles from './social.module.css';

const MARKS = { right: IconCircleCheck, doubtful: IconAlertTriangle, wrong: IconAlertCircle } as const;

const NONE: readonly ChannelLine[] = [];

function worstOf(lines: readonly ChannelLine[]): ChannelLine['verdict'] {
  const found = new Set(lines.map(({ verdict }) => verdict));
  if (found.has('wrong')) return 'wrong';
  return found.has('doubtful') ? 'doubtful' : 'right';
}

/** What is right and wrong with the account, and what to do about it. */
export function Doctor({ read, again, onFound }: AccountTabProps) {
  const { rest, toasts } = useDesk();
  const { t } = useWords();
  const p = t.social.doctor;
  const { id } = read.account;
  const looking = useOwned(() => new ActionModel());
  const report = useOwned(() => new LoadModel(() => rest.get<ChannelReport>(`channels/${id}/doctor`)));
  const now = useModel(report);
  const { busy, failure } = useModel(looking);
  useEffect(() => () => looking.forget(), [looking]);
  const look = () => void looking.run(report.load);
  const resume = async () => {
    const resumed = await looking.run(() => rest.post(`channels/${id}/resume`));
    if (!resumed) return;
    toasts.good((texts) => texts.social.doctor.resumed);
    void report.load();
    void again();
  };
  const lines = now.is === 'ready' ? now.value.lines : NONE;
  useEffect(() => {
    if (lines.length > 0) onFound(worstOf(lines));
  }, [lines, onFound]);
  const paused = lines.some(({ name, asked, code }) => name === 'standing' && !asked && code === 'paused');
  return (
    <Section
      title={p.title}
      intro={p.intro}
      actions={
        <Button busy={busy} disabled={now.is === 'loading'} onClick={look}>
          <IconRefresh size={16} stroke={1.8} aria-hidden="true" />
          {p.again}
        </Button>
      }
    >
      {now.is === 'loading' && <p role="status">{p.looking}</p>}
      {now.is === 'failed' && <Notice tone="bad">{failureText(t, now.failure)}</Notice>}
      {failure && <Notice tone="bad">{failureText(t, failure)}</Notice>}
      {now.is === 'ready' && lines.every(({ verdict }) => verdict === 'right') && (
        <Notice tone="good">{p.fine}</Notice>
      )}
      {lines.length > 0 && (
        <ul className={styles.lines} aria-label={p.title}>
          {lines.map((line) => (
            <Line key={`${line.asked}/${line.name}`} line={line} />
          ))}
        </ul>
      )}
      {paused && (
        <p>
          <Button look="strong" busy={busy} onClick={() => void resume()}>
            {p.resume}
          </Button>
        </p>
      )}
    </Section>
  );
}

function Line({ line }: { line: ChannelLine }) {
  const words = useWords();
  const Mark = MARKS[line.verdict];
  return (
    <li data-verdict={line.verdict}>
      <Mark size={18} stroke={1.8} aria-hidden="true" />
      <div>
        <b>
          {lineTitle(words, line)}
          <span className="fd-hidden">: {words.t.social.doctor.verdicts[line.verdict]}</span>
        </b>
        <p>{lineText(words, line)}</p>
      </div>
    </li>
  );
}
