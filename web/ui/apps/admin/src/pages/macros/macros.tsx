import { NotFound } from '../../frame/not_found';
import type { PageProps } from '../../pages';
import { MacroList } from './macro_list';
import { MacroPage } from './macro_page';

export default function MacrosPage({ rest: [which, more] }: PageProps) {
  if (which === undefined) return <MacroList />;
  if (more !== undefined) return <NotFound />;
  if (which === 'new') return <MacroPage key="new" id={null} />;
  return /^\d+$/.test(which) ? <MacroPage key={which} id={Number(which)} /> : <NotFound />;
}
