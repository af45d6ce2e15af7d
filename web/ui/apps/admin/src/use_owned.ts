import { useEffect, useRef, useState } from 'react';

interface Owned {
  dispose(): void;
}

/**
 * A view model that lives as long as the view that made it. `make` runs once; give the view a `key` to have another
 * model for another entry.
 */
export function useOwned<Model extends Owned>(make: () => Model): Model {
  const [model] = useState(make);
  const held = useRef(model);
  useEffect(() => {
    const { current } = held;
    return () => current.dispose();
  }, []);
  return model;
}
