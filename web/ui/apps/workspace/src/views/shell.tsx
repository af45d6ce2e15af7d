import { useModel } from '@frontdesk/kit/use_model';
import { useState } from 'react';
import { Blank } from './blank';
import { ConnectionPill } from './connection_pill';
import { useInside } from './inside';
import { Rail } from './rail';
import { RoomView } from './room_view';
import styles from './shell.module.css';
import { ShortcutSheet } from './shortcut_sheet';
import { TicketList } from './ticket_list';
import { Toasts } from './toasts';
import { TopBar } from './top_bar';
import { useLayout } from './use_layout';
import { useShortcuts } from './use_shortcuts';
import { useWords } from './words';

export function Shell() {
  const { workspace, preferences } = useInside();
  const { t } = useWords();
  const layout = useLayout();
  const { place } = useModel(workspace.tabs);
  const { list: listWanted } = useModel(preferences);
  const [sheet, setSheet] = useState(false);
  const [statusOpen, setStatusOpen] = useState(false);
  useShortcuts(workspace, { onSheet: () => setSheet(true), onStatus: () => setStatusOpen(true) });
  const room = place.at === 'conversation' ? workspace.tabs.room(place.conversation) : null;
  const listShown = layout === 'wide' ? listWanted || !room : !room;
  return (
    <div className={styles.shell} data-layout={layout}>
      <button type="button" className={styles.skip} onClick={skip}>
        {t.nav.skip}
      </button>
      <Rail layout={layout} onSheet={() => setSheet(true)} />
      <TopBar layout={layout} statusOpen={statusOpen} onStatusOpen={setStatusOpen} />
      <div className={styles.body}>
        {listShown && layout !== 'narrow' && <TicketList alone={layout !== 'wide'} />}
        <main className={styles.main} id="main" tabIndex={-1}>
          {room && <RoomView key={room.id} room={room} layout={layout} />}
          {place.at === 'home' &&
            (layout === 'narrow' ? (
              <>
                <h1 className="fd-hidden">{t.lists.label}</h1>
                <TicketList alone />
              </>
            ) : (
              <Blank page title={t.lists.choose} hint={t.lists.chooseHint} />
            ))}
        </main>
      </div>
      <ConnectionPill />
      <Toasts />
      <ShortcutSheet opened={sheet} onClose={() => setSheet(false)} />
    </div>
  );
}

function skip(): void {
  document.getElementById('main')?.focus();
}
