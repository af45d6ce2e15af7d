import { NotFound } from '../../frame/not_found';
import type { PageProps } from '../../pages';
import { FieldList } from './field_list';
import { FieldPage } from './field_page';

export default function FieldsPage({ rest: [which, more] }: PageProps) {
  if (which === undefined) return <FieldList />;
  if (more !== undefined) return <NotFound />;
  if (which === 'new') return <FieldPage key="new" id={null} />;
  return /^\d+$/.test(which) ? <FieldPage key={which} id={Number(which)} /> : <NotFound />;
}
