import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from '@frontdesk/desk/languages';
import { ChecksField, ChoiceField } from '@frontdesk/kit/choice_fields';
import { Section } from '@frontdesk/kit/section';
import type { Account, Language } from '@frontdesk/protocol';
import * as check from '../../forms/checks';
import type { WordsOfForm } from '../../forms/form';
import type { Problems } from '../../forms/form_model';
import type { PageProps } from '../../pages';
import { useWords } from '../../words';
import { AccountPage } from './account_page';

interface LanguageValues {
  usual: Language;
  offered: Language[];
}

const PART = {
  take: ({ default_language: usual, languages }: Account): LanguageValues => ({ usual, offered: languages }),
  put: (account: Account, { usual, offered }: LanguageValues): Account => ({
    ...account,
    default_language: usual,
    languages: offered,
  }),
  check: ({ usual, offered }: LanguageValues): Problems<LanguageValues> =>
    check.problems<LanguageValues>({
      offered: offered.length === 0 ? (t) => t.account.languages.needsOne : undefined,
      usual:
        offered.includes(usual) || offered.length === 0 ? undefined : (t) => t.account.languages.notOffered,
    }),
};

const describe: WordsOfForm<LanguageValues> = ({ t, f }) => ({
  offered: {
    label: t.account.languages.offered,
    show: (offered) => f.list(offered.map((language) => LANGUAGE_NAMES[language])),
  },
  usual: { label: t.account.languages.usual, show: (usual) => LANGUAGE_NAMES[usual] },
});

export default function LanguagesPage({ rest }: PageProps) {
  const { t, f } = useWords();
  const p = t.account.languages;
  const named = (language: Language) => ({
    value: language,
    label: LANGUAGE_NAMES[language],
    hint: f.languageName(language),
  });
  return (
    <AccountPage rest={rest} title={p.title} intro={p.intro} part={PART} describe={describe}>
      {({ values }, { chosen }) => (
        <Section title={p.section}>
          <ChecksField
            label={p.offered}
            hint={p.offeredHint}
            {...chosen('offered')}
            onChange={(some) => chosen('offered').onChange(some.filter(isLanguage))}
            choices={LANGUAGES.map(named)}
            none=""
            search={p.offered}
            clear={t.lists.clear}
          />
          <ChoiceField
            label={p.usual}
            hint={p.usualHint}
            beside
            {...chosen('usual')}
            choices={LANGUAGES.filter(
              (language) => values.offered.includes(language) || language === values.usual,
            ).map(named)}
          />
        </Section>
      )}
    </AccountPage>
  );
}
