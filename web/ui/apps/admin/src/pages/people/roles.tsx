import { Section } from '@frontdesk/kit/section';
import type { AdminAgent, Role } from '@frontdesk/protocol';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { useDesk } from '../../desk_context';
import { Link } from '../../frame/link';
import { PageBody } from '../../frame/page';
import { Loaded } from '../../lists/loaded';
import { useWords } from '../../words';
import styles from './roles.module.css';

/** In the order in which they get more; the server decides by the same table. */
const ROLES: readonly Role[] = ['agent', 'admin'];
const MAY = {
  work: { agent: true, admin: true },
  internal: { agent: true, admin: true },
  transfer: { agent: true, admin: true },
  statusOfOthers: { agent: false, admin: true },
  actOnAny: { agent: false, admin: true },
  configure: { agent: false, admin: true },
  audit: { agent: false, admin: true },
} as const satisfies Record<string, Record<Role, boolean>>;

export default function RolesPage() {
  const { rest } = useDesk();
  const { t } = useWords();
  const p = t.people.rolesPage;
  return (
    <PageBody wide title={p.title} intro={p.intro}>
      <Loaded read={() => rest.list<AdminAgent>('agents')}>
        {({ entries }) => {
          const count = (role: Role) =>
            entries.filter(({ entry }) => entry.active && entry.role === role).length;
          return (
            <Section title={p.tableTitle} intro={p.tableIntro}>
              <div className={styles.scroll}>
                <table className={styles.table}>
                  <thead>
                    <tr>
                      <th scope="col">{p.may}</th>
                      {ROLES.map((role) => (
                        <th key={role} scope="col">
                          {t.people.roles[role]}
                          <span>{p.have(count(role))}</span>
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {Object.entries(MAY).map(([what, by]) => (
                      <tr key={what}>
                        <th scope="row">
                          {p.rights[what as keyof typeof MAY].name}
                          <span>{p.rights[what as keyof typeof MAY].hint}</span>
                        </th>
                        {ROLES.map((role) => (
                          <td key={role} data-yes={by[role] || undefined}>
                            {by[role] ? (
                              <IconCheck size={18} stroke={2} aria-hidden="true" />
                            ) : (
                              <IconMinus size={18} stroke={2} aria-hidden="true" />
                            )}
                            <span className="fd-hidden">{by[role] ? p.yes : p.no}</span>
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <p className={styles.how}>
                {p.how} <Link to="people/agents">{t.people.agents.title}</Link>
              </p>
            </Section>
          );
        }}
      </Loaded>
    </PageBody>
  );
}
