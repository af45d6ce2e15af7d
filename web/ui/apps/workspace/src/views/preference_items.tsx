import { LANGUAGE_NAMES } from '@frontdesk/desk/languages';
import { SCHEMES } from '@frontdesk/desk/look';
import { useModel } from '@frontdesk/kit/use_model';
import { IconContrast, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import type { Scheme } from '../models/preferences';
import { ChoiceItems } from './choice_items';
import { useInside } from './inside';
import { useWords } from './words';

const ICONS: Readonly<Record<Scheme, typeof IconSun>> = {
  auto: IconDeviceDesktop,
  light: IconSun,
  dark: IconMoon,
  contrast: IconContrast,
};

export function PreferenceItems() {
  const { preferences } = useInside();
  const { t } = useWords();
  const { scheme, language } = useModel(preferences);
  return (
    <>
      <ChoiceItems
        label={t.look.appearance}
        choices={SCHEMES}
        chosen={scheme}
        onChoose={(one) => preferences.choose({ scheme: one })}
        name={(one) => t.look.schemes[one]}
        icon={(one) => {
          const Icon = ICONS[one];
          return <Icon size={16} stroke={1.7} aria-hidden="true" />;
        }}
      />
      <ChoiceItems
        label={t.look.language}
        choices={preferences.languages}
        chosen={language}
        onChoose={(one) => preferences.choose({ language: one })}
        name={(one) => LANGUAGE_NAMES[one]}
        lang={(one) => one}
      />
    </>
  );
}
