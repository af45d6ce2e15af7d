/** Where in the workspace we are, kept in the address so that it can be bookmarked and "back" works. */
export type Place =
  | { at: 'home' }
  | { at: 'conversation'; conversation: string }
  | { at: 'people' }
  | { at: 'person'; person: number };

export interface Address {
  read(): Place;
  write(place: Place): void;
  subscribe(listener: () => void): () => void;
}

export function parsePlace(hash: string): Place {
  const conversation = /^#\/c\/([0-9a-f]{24})$/.exec(hash)?.[1];
  if (conversation) return { at: 'conversation', conversation };
  const person = /^#\/people\/([1-9]\d{0,15})$/.exec(hash)?.[1];
  if (person) return { at: 'person', person: Number(person) };
  return hash === '#/people' ? { at: 'people' } : { at: 'home' };
}

export function placeHash(place: Place): string {
  switch (place.at) {
    case 'home':
      return '#/';
    case 'conversation':
      return `#/c/${place.conversation}`;
    case 'people':
      return '#/people';
    case 'person':
      return `#/people/${place.person}`;
  }
}

/** In the fragment, so that the server serves one page whatever is open. */
export function browserAddress(): Address {
  return {
    read: () => parsePlace(location.hash),
    write(place) {
      const hash = placeHash(place);
      if (location.hash !== hash) history.pushState(null, '', hash);
    },
    subscribe(listener) {
      addEventListener('hashchange', listener);
      addEventListener('popstate', listener);
      return () => {
        removeEventListener('hashchange', listener);
        removeEventListener('popstate', listener);
      };
    },
  };
}
