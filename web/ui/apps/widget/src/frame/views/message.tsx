import type { Mark, MessageRow } from '../models/thread.ts';
import { Avatar } from './avatar.tsx';
import { ContentView } from './content.tsx';
import { useScene } from './hooks.ts';
import { WarnIcon } from './icons.tsx';

export function MessageView({ row }: { row: MessageRow }) {
  const mine = row.speaker.who === 'you';
  const classes = ['row', mine ? 'mine' : 'theirs'];
  if (row.first) classes.push('first');
  if (row.last) classes.push('last');
  if (row.mark?.is === 'waiting' || row.mark?.is === 'sending') classes.push('on-its-way');
  return (
    <article class={classes.join(' ')}>
      {!mine &&
        (row.last ? (
          <Avatar who={row.speaker.who} initials={row.speaker.initials} />
        ) : (
          <span class="avatar-gap" />
        ))}
      <div class="said">
        {row.first && !mine && (
          <p class="speaker">
            <bdi>{row.speaker.name}</bdi>
          </p>
        )}
        {mine && <span class="only-heard">{row.speaker.name}: </span>}
        <ContentView row={row} />
        {(row.last || row.mark !== null) && (
          <p class="below">
            <time dir="auto">{row.time}</time>
            {row.via !== null && <span class="via"> · {row.via}</span>}
            {row.mark && <MarkView mark={row.mark} />}
          </p>
        )}
      </div>
    </article>
  );
}

function MarkView({ mark }: { mark: Mark }) {
  const { words, thread } = useScene();
  if (mark.is !== 'failed') {
    return <span class="mark"> · {mark.is === 'waiting' ? words.willBeSent : words[mark.is]}</span>;
  }
  return (
    <span class="mark failed">
      <span class="failed-text">
        <WarnIcon />
        {words.notSent}: {mark.reason}
      </span>
      <button type="button" class="text-button" onClick={() => thread.retry(mark.command)}>
        {words.retry}
      </button>
      <button type="button" class="text-button" onClick={() => thread.discard(mark.command)}>
        {words.discard}
      </button>
    </span>
  );
}
