import type { ListedRow } from '../models/list.ts';
import { Avatar } from './avatar.tsx';
import { useScene, useSnapshot } from './hooks.ts';
import { PlusIcon } from './icons.tsx';
import { Pill } from './pill.tsx';

/** The end user's conversations, the newest message first. */
export function List() {
  const { words, list } = useScene();
  const { rows, more } = useSnapshot(list);
  return (
    <main class="list-place">
      <Pill />
      <div class="list" id="list" tabIndex={-1}>
        <h2 class="only-heard">{words.conversations}</h2>
        {rows.length === 0 && <p class="aside">{words.noConversations}</p>}
        <ul>
          {rows.map((row) => (
            <RowView key={row.id} row={row} />
          ))}
        </ul>
        {more !== 'none' && (
          <p class="aside">
            {more === 'failed' && `${words.earlierFailed} `}
            <button
              type="button"
              class="text-button"
              aria-disabled={more === 'loading'}
              onClick={() => list.loadMore()}
            >
              {more === 'failed' ? words.retry : words.earlier}
            </button>
          </p>
        )}
      </div>
      <div class="list-foot">
        <button type="button" class="primary new" onClick={() => list.startAnew()}>
          <PlusIcon />
          {words.newConversation}
        </button>
      </div>
    </main>
  );
}

function RowView({ row }: { row: ListedRow }) {
  const { words, list } = useScene();
  return (
    <li>
      <button
        type="button"
        id={`row-${row.id}`}
        class={row.unread > 0 ? 'list-row unread' : 'list-row'}
        onClick={() => list.open(row.id)}
      >
        <Avatar who={row.face.who} initials={row.face.initials} />
        <span class="list-words">
          <span class="list-line">
            <span class="list-title" dir="auto">
              {row.title}
            </span>
            <span class="list-time" dir="auto">
              {row.time}
            </span>
          </span>
          <span class="list-line">
            <span class="list-preview" dir="auto">
              {row.preview}
            </span>
            {row.unread > 0 && (
              <span class="list-badge">
                {row.unread > 99 ? '99+' : row.unread}
                <span class="only-heard"> {words.unread}</span>
              </span>
            )}
            {row.ended && <span class="list-ended">{words.endedShort}</span>}
          </span>
        </span>
      </button>
    </li>
  );
}

/** Below a conversation that has ended, where one may have several: the way on. */
export function Over() {
  const { words, list } = useScene();
  return (
    <footer class="over">
      <p>{words.ended}</p>
      <button type="button" class="primary new" id="message" onClick={() => list.startAnew()}>
        <PlusIcon />
        {words.newConversation}
      </button>
    </footer>
  );
}
