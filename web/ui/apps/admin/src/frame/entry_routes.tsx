import type { ComponentType } from 'react';
import type { PageProps } from '../pages';
import { NotFound } from './not_found';

/** What stands behind the path of a list: nothing, `new`, or the number of one entry. */
export function entryRoutes(List: ComponentType, One: ComponentType<{ id: number | null }>) {
  return function EntryRoutes({ rest: [which, more] }: PageProps) {
    if (which === undefined) return <List />;
    if (more !== undefined) return <NotFound />;
    if (which === 'new') return <One key="new" id={null} />;
    return /^\d+$/.test(which) ? <One key={which} id={Number(which)} /> : <NotFound />;
  };
}
