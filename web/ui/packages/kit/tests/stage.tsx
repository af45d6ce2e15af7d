import { MantineProvider } from '@mantine/core';
import { render } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { theme } from '../src/theme';

/** Shows something in our dress. */
export function show(children: ReactNode) {
  return render(
    <MantineProvider theme={theme} env="test" forceColorScheme="light" withCssVariables={false}>
      {children}
    </MantineProvider>,
  );
}

/** Holds the value of a field, as a form would. */
export function Held<Value>({
  first,
  children,
}: {
  first: Value;
  children: (value: Value, set: (value: Value) => void) => ReactNode;
}) {
  const [value, setValue] = useState(first);
  return children(value, setValue);
}
