import { Presence } from '@frontdesk/kit/presence';
import { useModel } from '@frontdesk/kit/use_model';
import type { ReactNode } from 'react';
import type { DirectorySnapshot } from '../models/directory';
import styles from './admin_page.module.css';
import { Blank } from './blank';
import { useInside } from './inside';
import { useWords } from './words';

/** What the server has now, to look at. The screens that change it are not built yet, and the page says so. */
export function AdminPage() {
  const { workspace } = useInside();
  const { t } = useWords();
  const now = useModel(workspace.directory);
  if (!now.allowed) return <Blank title={t.admin.forbidden} />;
  return (
    <div className={styles.page}>
      <h1>{t.admin.title}</h1>
      <p className={styles.intro}>
        {t.admin.intro} {t.admin.docs}
      </p>
      <Agents now={now} />
      <Section title={t.admin.groups} empty={now.groups.length === 0}>
        {now.groups.map((group) => (
          <li key={group.id} className={styles.line}>
            <span>{group.name}</span>
            <span>{t.admin.members(group.members)}</span>
          </li>
        ))}
      </Section>
      <Section title={t.admin.fields} empty={now.fields.length === 0}>
        {now.fields.map((field) => (
          <li key={field.id} className={styles.line}>
            <span>{field.label}</span>
            <span>{field.options.length > 0 ? field.options.join(', ') : t.admin.freeText}</span>
          </li>
        ))}
      </Section>
    </div>
  );
}

function Agents({ now }: { now: DirectorySnapshot }) {
  const { t } = useWords();
  return (
    <section className={styles.section}>
      <h2>{t.admin.agents}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.admin.name}</th>
            <th scope="col">{t.admin.role}</th>
            <th scope="col">{t.admin.statusColumn}</th>
            <th scope="col">{t.admin.load}</th>
          </tr>
        </thead>
        <tbody>
          {now.agents.map((agent) => (
            <tr key={agent.id}>
              <td>{agent.name}</td>
              <td>{t.admin.roles[agent.role]}</td>
              <td>
                <Presence status={agent.status} /> {t.status[agent.status]}
              </td>
              <td>
                {agent.load}/{agent.capacity}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Section({ title, empty, children }: { title: string; empty: boolean; children: ReactNode }) {
  const { t } = useWords();
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      {empty ? <p className={styles.intro}>{t.admin.none}</p> : <ul>{children}</ul>}
    </section>
  );
}
