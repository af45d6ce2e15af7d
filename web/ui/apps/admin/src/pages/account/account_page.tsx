import type { Account, Revised } from '@frontdesk/protocol';
import { useDesk } from '../../desk_context';
import { ChangeLine } from '../../forms/change_line';
import { Form, type FormProps, type WordsOfForm } from '../../forms/form';
import { useStoredForm } from '../../forms/use_stored_form';
import { NotFound } from '../../frame/not_found';
import { PageBody } from '../../frame/page';
import { Loaded } from '../../lists/loaded';
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
  const { model, change } = useStoredForm<Values>({ kind: 'account', key: 'account' }, describe, (onSaved) =>
    accountForm(desk, account, { ...part, onSaved }),
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
