import type { Account, Revised } from '@frontdesk/protocol';
import { useDesk } from '../../desk_context';
import { ChangeLine } from '../../forms/change_line';
import { ChangeModel } from '../../forms/changes';
import { Form, type FormProps, type WordsOfForm } from '../../forms/form';
import { savedText } from '../../forms/saved';
import { NotFound } from '../../frame/not_found';
import { PageBody } from '../../frame/page';
import { Loaded } from '../../lists/loaded';
import { useOwned } from '../../use_owned';
import { accountForm, type PartOptions } from './account_form';

interface AccountPageProps<Values extends object> {
  rest: readonly string[];
  title: string;
  intro: string;
  part: Omit<PartOptions<Values>, 'onSaved'>;
  describe: WordsOfForm<Values>;
  children: FormProps<Values>['children'];
}

/** A page over a part of the account. */
export function AccountPage<Values extends object>({
  rest,
  title,
  intro,
  ...form
}: AccountPageProps<Values>) {
  const desk = useDesk();
  if (rest.length > 0) return <NotFound />;
  return (
    <PageBody title={title} intro={intro}>
      <Loaded read={() => desk.rest.show<Account>('account')}>
        {(account) => <AccountForm account={account} {...form} />}
      </Loaded>
    </PageBody>
  );
}

type AccountFormProps<Values extends object> = Pick<
  AccountPageProps<Values>,
  'part' | 'describe' | 'children'
> & {
  account: Revised<Account>;
};

function AccountForm<Values extends object>({ account, part, describe, children }: AccountFormProps<Values>) {
  const desk = useDesk();
  const change = useOwned(() => new ChangeModel(desk.rest, 'account', 'account'));
  const model = useOwned(() =>
    accountForm<Values>(desk, account, {
      ...part,
      onSaved(changed) {
        desk.toasts.good(savedText(describe, changed));
        void change.load();
      },
    }),
  );
  return (
    <>
      <Form model={model} describe={describe}>
        {children}
      </Form>
      <ChangeLine model={change} />
    </>
  );
}
