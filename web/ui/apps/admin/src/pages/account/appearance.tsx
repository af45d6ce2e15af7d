import { SCHEMES, type Scheme } from '@frontdesk/desk/look';
import { ChoiceField, SwitchField } from '@frontdesk/kit/choice_fields';
import { ColorField } from '@frontdesk/kit/colour_field';
import { Section } from '@frontdesk/kit/section';
import type { Account } from '@frontdesk/protocol';
import * as check from '../../forms/checks';
import type { WordsOfForm } from '../../forms/form';
import type { PageProps } from '../../pages';
import { useWords } from '../../words';
import { AccentPreview } from './accent_preview';
import { AccountPage } from './account_page';

interface AppearanceValues {
  own: boolean;
  accent: string;
  scheme: Scheme;
}

/** The product's own, as it stands in the box before anybody chose another. */
const OURS = '#0b666d';

const PART = {
  take: ({ accent, default_scheme: scheme }: Account): AppearanceValues => ({
    own: accent !== null,
    accent: accent ?? OURS,
    scheme,
  }),
  put: (account: Account, { own, accent, scheme }: AppearanceValues): Account => ({
    ...account,
    accent: own ? accent.trim() : null,
    default_scheme: scheme,
  }),
  check: ({ own, accent }: AppearanceValues) =>
    check.problems<AppearanceValues>({ accent: own ? check.colour(accent) : undefined }),
};

const describe: WordsOfForm<AppearanceValues> = ({ t }) => ({
  own: { label: t.account.appearance.own, show: (own) => (own ? t.forms.on : t.forms.off) },
  accent: { label: t.account.appearance.accent, show: (accent) => accent },
  scheme: { label: t.account.appearance.scheme, show: (scheme) => t.look.schemes[scheme] },
});

export default function AppearancePage({ rest }: PageProps) {
  const { t } = useWords();
  const p = t.account.appearance;
  return (
    <AccountPage rest={rest} title={p.title} intro={p.intro} part={PART} describe={describe}>
      {({ values }, { typed, chosen }) => (
        <>
          <Section title={p.colourTitle} intro={p.colourIntro}>
            <SwitchField label={p.own} hint={p.ownHint} {...chosen('own')} />
            {values.own && (
              <ColorField
                label={p.accent}
                {...typed('accent')}
                pick={t.forms.colour.pick}
                verdict={(ratio, _, text) => t.forms.colour[text](String(ratio))}
              />
            )}
            {values.own && <AccentPreview accent={values.accent} />}
          </Section>
          <Section title={p.schemeTitle} intro={p.schemeIntro}>
            <ChoiceField
              label={p.scheme}
              beside
              {...chosen('scheme')}
              choices={SCHEMES.map((value) => ({
                value,
                label: t.look.schemes[value],
                hint: p.schemes[value],
              }))}
            />
          </Section>
        </>
      )}
    </AccountPage>
  );
}
