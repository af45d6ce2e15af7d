/** The placeholders that a text may use. */
import type { Flow } from './draft';

/** Known of whoever is signed in, or was told. */
export const PROFILE_VARIABLES = ['name', 'first_name', 'email'] as const;

/** Every name that some step of the flow sets, in alphabetical order. */
export function variablesOf(flow: Flow): string[] {
  const names = new Set<string>();
  for (const step of Object.values(flow.steps)) {
    if (step.type === 'ask_details') for (const field of step.fields) names.add(field.name);
    if (step.type === 'set_variable') for (const set of step.assignments) names.add(set.name);
  }
  for (const known of PROFILE_VARIABLES) names.delete(known);
  names.delete('');
  return [...names].sort((a, b) => a.localeCompare(b));
}

/** The text with `{{name}}` in place of what is selected, and where the cursor goes. */
export function inserted(
  text: string,
  from: number,
  to: number,
  name: string,
): { text: string; cursor: number } {
  const placeholder = `{{${name}}}`;
  return { text: text.slice(0, from) + placeholder + text.slice(to), cursor: from + placeholder.length };
}

const PLACEHOLDER = /\{\{\s*([^{}]+?)\s*\}\}/;

/** A text as it is read: what stands there, and the names of what fills it in, with what stands in their stead. */
export function partsOf(text: string): readonly { said: string; fills: boolean }[] {
  // Split by one group: what is between and the group take turns.
  return text
    .split(PLACEHOLDER)
    .map((part, at) =>
      at % 2 === 1 ? { said: part.replace(/\s*\|\|\s*/, ' / '), fills: true } : { said: part, fills: false },
    )
    .filter(({ said }) => said !== '');
}
