import type { IconOf } from '@frontdesk/kit/icon';
import { EmptyState } from '@frontdesk/kit/states';
import type { ReactNode } from 'react';
import { AddLink } from '../frame/add_link';
import { PageBody } from '../frame/page';
import { ListView, type ListViewProps } from './list_view';

export interface ListWords {
  readonly title: string;
  readonly intro: string;
  readonly search: string;
  readonly add: string;
  readonly emptyTitle: string;
  readonly emptyHint: string;
  /** “5 agents”. */
  readonly total: (count: number) => string;
}

interface ListPageProps<Entry extends { readonly id: string | number }>
  extends Pick<ListViewProps<Entry>, 'model' | 'columns' | 'parts'> {
  words: ListWords;
  /** The page of a new one, below `/admin/`. */
  add: string;
  icon: IconOf;
  /** Between the head and the list. */
  above?: ReactNode;
  /** Dialogues. */
  children?: ReactNode;
}

/** A whole page that is a list, to which is added on a page of its own. */
export function ListPage<Entry extends { readonly id: string | number }>({
  words,
  add,
  icon,
  above,
  children,
  ...list
}: ListPageProps<Entry>) {
  return (
    <PageBody wide title={words.title} intro={words.intro} actions={<AddLink to={add}>{words.add}</AddLink>}>
      {above}
      <ListView
        {...list}
        label={words.title}
        search={words.search}
        keyOf={({ id }) => id}
        total={words.total}
        empty={
          <EmptyState
            card
            icon={icon}
            title={words.emptyTitle}
            hint={words.emptyHint}
            action={
              <AddLink first to={add}>
                {words.add}
              </AddLink>
            }
          />
        }
      />
      {children}
    </PageBody>
  );
}
