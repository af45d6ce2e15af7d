import { useModel } from '@frontdesk/kit/use_model';
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { CATALOGUES } from '../i18n/catalogues';
import type { Texts } from '../i18n/en';
import { type Formats, formatsOf } from '../i18n/formats';
import type { PreferencesModel } from '../models/preferences';

export interface Words {
  readonly t: Texts;
  readonly f: Formats;
}

const WordsContext = createContext<Words | null>(null);

export function WordsProvider({
  preferences,
  children,
}: {
  preferences: PreferencesModel;
  children: ReactNode;
}) {
  const { language } = useModel(preferences);
  const words = useMemo(() => {
    const t = CATALOGUES[language];
    return { t, f: formatsOf(language, t) };
  }, [language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <WordsContext value={words}>{children}</WordsContext>;
}

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error('no WordsProvider above');
  return words;
}
