import { Avatar } from '@frontdesk/kit/avatar';
import { Button } from '@frontdesk/kit/button';
import { SearchBox } from '@frontdesk/kit/search_box';
import { EmptyState, FailedState, LoadingState } from '@frontdesk/kit/states';
import { useModel } from '@frontdesk/kit/use_model';
import type { Person } from '@frontdesk/protocol';
import { IconMoodSmile, IconRosetteDiscountCheck, IconSearchOff } from '@tabler/icons-react';
import { useEffect } from 'react';
import { contactOf } from '../../i18n/contact';
import { failureText } from '../../i18n/failures';
import { useInside } from '../inside';
import { useWords } from '../words';
import styles from './people.module.css';

/** Everybody who ever wrote, to be looked up. */
export function PeoplePage() {
  const { workspace } = useInside();
  const { t } = useWords();
  const { words, people } = useModel(workspace.people);
  useEffect(() => workspace.people.visit(), [workspace]);
  const found = people.is === 'ready' ? t.frame.people.found(people.total) : '';
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>{t.frame.people.title}</h1>
        <SearchBox
          label={t.frame.people.search}
          clear={t.frame.people.clear}
          value={words}
          onChange={workspace.people.filter}
          found={found}
        />
      </div>
      <Everybody />
    </div>
  );
}

function Everybody() {
  const { workspace } = useInside();
  const { t } = useWords();
  const { words, people } = useModel(workspace.people);
  if (people.is === 'loading') return <LoadingState label={t.connection.loading} rows={9} />;
  if (people.is === 'failed')
    return (
      <FailedState
        title={t.frame.people.failed}
        reason={failureText(t, people.failure)}
        retry={t.connection.retry}
        onRetry={workspace.people.visit}
      />
    );
  if (people.total === 0 && words.trim() !== '')
    return <EmptyState icon={IconSearchOff} title={t.frame.people.none} hint={t.frame.people.noneHint} />;
  if (people.total === 0)
    return <EmptyState icon={IconMoodSmile} title={t.frame.people.empty} hint={t.frame.people.emptyHint} />;
  return (
    <>
      {/* The rows say it themselves to those who hear them. */}
      <div className={styles.columns} aria-hidden="true">
        <span className={styles.first}>{t.frame.people.name}</span>
        <span>{t.frame.people.contact}</span>
        <span>{t.frame.people.language}</span>
        <span>{t.frame.people.since}</span>
        <span className={styles.id}>{t.frame.people.id}</span>
      </div>
      <ul className={styles.people}>
        {people.people.map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
      </ul>
      {people.more && (
        <Button look="quiet" onClick={workspace.people.loadMore}>
          {t.frame.people.loadMore}
        </Button>
      )}
    </>
  );
}

function PersonRow({ person }: { person: Person }) {
  const { workspace } = useInside();
  const { t, f } = useWords();
  const contact = contactOf(person).join(' · ');
  return (
    <li>
      <button type="button" className={styles.row} onClick={() => workspace.tabs.person(person.id)}>
        <Avatar name={person.name} />
        <span className={styles.name}>
          <span className={styles.cut} title={person.name}>
            {person.name}
          </span>
          {person.verified && (
            <span className={styles.verified} title={t.frame.people.verified}>
              <IconRosetteDiscountCheck size={15} stroke={1.8} aria-hidden="true" />
              <span className="fd-hidden">{t.frame.people.verified}</span>
            </span>
          )}
        </span>
        <span className={styles.contact} data-none={contact === '' || undefined} title={contact}>
          {contact === '' ? t.frame.people.noContact : contact}
        </span>
        <span className={styles.language}>{person.locale && f.languageName(person.locale)}</span>
        <time className={styles.since} dateTime={new Date(person.created_at).toISOString()}>
          <span className="fd-hidden">{t.frame.people.since} </span>
          {f.date(person.created_at)}
        </time>
        <span className={styles.id}>{t.frame.people.number(person.id)}</span>
      </button>
    </li>
  );
}
