/** Texts that are filled in when they are used: `{{name || in its stead}}`, or `{{1}}` in an approved template. */

const PLACE = /\{\{\s*([^{}]+?)\s*\}\}/;

export type Piece =
  | { readonly is: 'said'; readonly text: string }
  | { readonly is: 'place'; readonly name: string };

/** What stands in a text, and the names of its places. What is said where nothing is known is left out. */
export function piecesOf(text: string): readonly Piece[] {
  // Split by one group: what is between and the group take turns.
  return text.split(PLACE).flatMap((part, at): Piece[] => {
    if (at % 2 === 1) return [{ is: 'place', name: part.replace(/\s*\|\|.*$/s, '') }];
    return part === '' ? [] : [{ is: 'said', text: part }];
  });
}
