import { rowLink } from '@frontdesk/kit/table';
import type { AdminField } from '@frontdesk/protocol';
import { IconForms } from '@tabler/icons-react';
import { useDesk } from '../../desk_context';
import { Link } from '../../frame/link';
import { Excerpt } from '../../lists/excerpt';
import { ListModel } from '../../lists/list_model';
import { ListPage } from '../../lists/list_page';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';

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
    <ListPage
      words={p}
      add="objects/fields/new"
      icon={IconForms}
      model={model}
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
              {entry.options.length > 0 && <Excerpt short>{entry.options.join(' · ')}</Excerpt>}
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
  );
}
