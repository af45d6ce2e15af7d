import { theme } from '@frontdesk/kit/theme';
import { MantineProvider } from '@mantine/core';
import { render } from '@testing-library/react';
import { PreferencesModel } from '../src/models/preferences';
import type { Workspace } from '../src/models/workspace';
import { InsideContext } from '../src/views/inside';
import { Shell } from '../src/views/shell';
import { WordsProvider } from '../src/views/words';
import { memoryShelf } from './kit';

/** The whole page of somebody who is signed in. */
export function show(space: Workspace, preferences = new PreferencesModel(memoryShelf(), ['en'])) {
  return render(
    <MantineProvider theme={theme} env="test" forceColorScheme="light" withCssVariables={false}>
      <WordsProvider preferences={preferences}>
        <InsideContext value={{ workspace: space, preferences, signOut: () => {} }}>
          <Shell />
        </InsideContext>
      </WordsProvider>
    </MantineProvider>,
  );
}
