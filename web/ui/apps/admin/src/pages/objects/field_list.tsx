import { buttonLooks } from '@frontdesk/kit/button';
import { EmptyState } from '@frontdesk/kit/states';
import { rowLink } from '@frontdesk/kit/table';
import type { AdminField } from '@frontdesk/protocol';
import { IconForms } from '@tabler/icons-react';
import { useDesk } from '../../desk_context';
import { AddLink } from '../../frame/add_link';
import { Link } from '../../frame/link';
import { PageBody } from '../../frame/page';
import { ListModel } from '../../lists/list_model';
import { ListView } from '../../lists/list_view';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import styles from './objects.module.css';

export function FieldList() {
  const { rest } = useDesk();
  const { t } = useWords();
  const p = t.objects.fields;
  const model = useOwned(
    () =>
      new ListModel<AdminField>({
        load: () => rest.list('fields'),
        words: (field) => [field.label, ...field.options],
        sorts: { label: (field) => field.label, kind: (field) => field.options.length },
        sort: { by: 'label', down: false },
      }),
  );
  const kindOf = ({ options }: AdminField) => (options.length > 0 ? p.choices(options.length) : p.text);
  return (
    <PageBody
      wide
      title={p.title}
      intro={p.intro}
      actions={<AddLink to="objects/fields/new">{p.add}</AddLink>}
    >
      <ListView
        model={model}
        label={p.title}
        search={p.search}
        keyOf={(field) => field.id}
        empty={
          <EmptyState
            icon={IconForms}
            title={p.emptyTitle}
            hint={p.emptyHint}
            action={
              <Link to="objects/fields/new" {...buttonLooks({})}>
                {p.add}
              </Link>
            }
          />
        }
        columns={[
          {
            key: 'label',
            head: p.label,
            sortable: true,
            cell: ({ entry }) => (
              <Link to={`objects/fields/${entry.id}`} className={rowLink}>
                {entry.label}
              </Link>
            ),
          },
          {
            key: 'kind',
            head: p.kind,
            sortable: true,
            cell: ({ entry }) => (
              <>
                {kindOf(entry)}
                {entry.options.length > 0 && (
                  <span className={styles.options}>{entry.options.join(' · ')}</span>
                )}
              </>
            ),
          },
          {
            key: 'who',
            head: p.who,
            wideOnly: true,
            cell: ({ entry }) => (entry.end_user_editable ? p.everybody : p.agentsOnly),
          },
          { key: 'id', head: p.id, figures: true, wideOnly: true, cell: ({ entry }) => entry.id },
        ]}
      />
    </PageBody>
  );
}
