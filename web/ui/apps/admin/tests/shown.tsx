/** The admin centre as it is on the screen, on a server by hand. */
import { LookProvider } from '@frontdesk/desk/look_provider';
import { render } from '@testing-library/react';
import { InsideContext } from '../src/desk_context';
import { Forbidden } from '../src/frame/forbidden';
import { Frame } from '../src/frame/frame';
import { WordsProvider } from '../src/words';
import type { adminDesk } from './desk';

type Made = ReturnType<typeof adminDesk>;

export function show({ desk, look }: Made) {
  const inside = { desk, signOut: () => {} };
  return render(
    <LookProvider look={look}>
      <WordsProvider preferences={look}>
        <InsideContext value={inside}>{desk.allowed ? <Frame /> : <Forbidden />}</InsideContext>
      </WordsProvider>
    </LookProvider>,
  );
}
