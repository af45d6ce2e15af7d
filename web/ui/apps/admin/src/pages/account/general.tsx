import { Section } from '@frontdesk/kit/section';
import { TextField } from '@frontdesk/kit/text_field';
import type { Account } from '@frontdesk/protocol';
import * as check from '../../forms/checks';
import type { WordsOfForm } from '../../forms/form';
import type { PageProps } from '../../pages';
import { useWords } from '../../words';
import { AccountPage } from './account_page';

interface GeneralValues {
  name: string;
}

const PART = {
  take: ({ name }: Account): GeneralValues => ({ name }),
  put: (account: Account, { name }: GeneralValues): Account => ({ ...account, name }),
  check: ({ name }: GeneralValues) => check.problems<GeneralValues>({ name: check.name(name) }),
};

const describe: WordsOfForm<GeneralValues> = ({ t }) => ({
  name: { label: t.account.general.name, show: (name) => name },
});

export default function GeneralPage({ rest }: PageProps) {
  const { t } = useWords();
  const p = t.account.general;
  return (
    <AccountPage rest={rest} title={p.title} intro={p.intro} part={PART} describe={describe}>
      {(_, { typed }) => (
        <Section title={p.section}>
          <TextField label={p.name} hint={p.nameHint} {...typed('name')} autoComplete="organization" />
        </Section>
      )}
    </AccountPage>
  );
}
