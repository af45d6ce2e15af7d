import { useModelPart } from '@frontdesk/kit/use_model';
import { useCallback, useState } from 'react';
import { ConnectionStrip } from './connection_strip';
import { useInside } from './inside';
import { ListPane } from './lists/list_pane';
import { ListsHome } from './lists/lists_home';
import { Palette } from './palette/palette';
import { PeoplePage } from './people/people_page';
import { PersonPage } from './people/person_page';
import { Rail } from './rail';
import { RoomView } from './room_view';
import styles from './shell.module.css';
import { ShortcutSheet } from './shortcut_sheet';
import { Toasts } from './toasts';
import { TopBar } from './top_bar';
import { useLayout } from './use_layout';
import { useShortcuts } from './use_shortcuts';
import { useWords } from './words';

export function Shell() {
  const { workspace, preferences } = useInside();
  const { t } = useWords();
  const layout = useLayout();
  const place = useModelPart(workspace.tabs, (now) => now.place);
  const listWanted = useModelPart(preferences, (now) => now.list);
  const [sheet, setSheet] = useState(false);
  const [statusOpen, setStatusOpen] = useState(false);
  const openSheet = useCallback(() => setSheet(true), []);
  const closeSheet = useCallback(() => setSheet(false), []);
  useShortcuts(workspace, { onSheet: openSheet, onStatus: () => setStatusOpen(true) });
  const room = place.at === 'conversation' ? workspace.tabs.room(place.conversation) : null;
  return (
    <div className={styles.shell} data-layout={layout} data-inside={layout === 'narrow' && room !== null}>
      <button type="button" className={styles.skip} onClick={skip}>
        {t.nav.skip}
      </button>
      <Rail layout={layout} onSheet={openSheet} />
      <TopBar layout={layout} statusOpen={statusOpen} onStatusOpen={setStatusOpen} />
      <ConnectionStrip />
      <div className={styles.body}>
        {room && layout === 'wide' && listWanted && <ListPane alone={false} />}
        <main className={styles.main} id="main" tabIndex={-1}>
          {room && <RoomView key={room.id} room={room} layout={layout} />}
          {place.at === 'home' && <ListsHome layout={layout} />}
          {place.at === 'people' && <PeoplePage />}
          {place.at === 'person' && <PersonPage key={place.person} id={place.person} />}
        </main>
        <Toasts />
      </div>
      <Palette />
      <ShortcutSheet opened={sheet} onClose={closeSheet} />
    </div>
  );
}

function skip(): void {
  document.getElementById('main')?.focus();
}
