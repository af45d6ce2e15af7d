import { buttonLooks } from '@frontdesk/kit/button';
import type { IconOf } from '@frontdesk/kit/icon';
import { EmptyState } from '@frontdesk/kit/states';
import type { ReactNode } from 'react';
import { AddLink } from '../frame/add_link';
import { Link } from '../frame/link';
import { PageBody } from '../frame/page';
import { ListView, type ListViewProps } from './list_view';

export interface ListWords {
  readonly title: string;
  readonly intro: string;
  readonly search: string;
  readonly add: string;
  readonly emptyTitle: string;
  readonly emptyHint: string;
}

interface ListPageProps<Entry extends { readonly id: string | number }>
  extends Pick<ListViewProps<Entry>, 'model' | 'columns' | 'parts'> {
  words: ListWords;
  /** The page of a new one, below `/admin/`. */
  add: string;
  icon: IconOf;
  /** How the way to a first one looks where there is nothing yet. */
  first?: 'plain' | 'strong' | 'none';
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
  first = 'plain',
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
        empty={
          <EmptyState
            icon={icon}
            title={words.emptyTitle}
            hint={words.emptyHint}
            action={
              first !== 'none' && (
                <Link to={add} {...buttonLooks({ look: first })}>
                  {words.add}
                </Link>
              )
            }
          />
        }
      />
      {children}
    </PageBody>
  );
}
