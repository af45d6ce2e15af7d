/**
 * A flow as it is drawn: the JSON of `model/src/flow/graph.rs`, where texts may be empty and ways may lead nowhere.
 * Parts that the builder does not draw (phrases that ask for a human, the bot's own words) are carried along as they are.
 */

/** `undefined` or empty: nowhere yet. */
export type Way = string | null | undefined;

export interface Option {
  readonly id: string;
  readonly label: string;
  readonly next?: Way;
}

export interface Article {
  readonly title: string;
  readonly url: string;
  readonly excerpt?: string | null;
}

export type PanelButton =
  | { readonly type: 'link'; readonly label: string; readonly url: string }
  | { readonly type: 'reply'; readonly id: string; readonly label: string; readonly next?: Way };

export interface Panel {
  readonly title: string;
  readonly description?: string | null;
  readonly image?: string | null;
  readonly buttons: readonly PanelButton[];
}

export type Target =
  | { readonly to: 'profile_name' }
  | { readonly to: 'profile_email' }
  | { readonly to: 'field'; readonly field: number };

export interface DetailField {
  readonly name: string;
  readonly label: string;
  readonly input:
    | { readonly type: 'text' }
    | { readonly type: 'email' }
    | { readonly type: 'choice'; readonly options: readonly string[] };
  readonly target: Target;
}

export type Subject =
  | 'profile_name'
  | 'profile_email'
  | 'channel_kind'
  | 'locale'
  | 'business_hours'
  | { readonly variable: string };

export type Condition =
  | {
      readonly test: 'is' | 'is_not' | 'contains';
      readonly subject: Subject;
      readonly value: string;
    }
  | { readonly test: 'present' | 'absent'; readonly subject: Subject }
  | { readonly test: 'all' | 'any'; readonly of: readonly Condition[] };

export interface Branch {
  readonly when: Condition;
  readonly next?: Way;
}

export interface FieldValue {
  readonly field: number;
  readonly value: string;
}

export type Step =
  | {
      readonly type: 'send_message';
      readonly text: string;
      readonly links?: readonly { label: string; url: string }[];
      readonly next?: Way;
    }
  | { readonly type: 'present_options'; readonly text: string; readonly options: readonly Option[] }
  | {
      readonly type: 'ask_details';
      readonly text: string;
      readonly fields: readonly DetailField[];
      readonly next?: Way;
    }
  | {
      readonly type: 'carousel';
      readonly text?: string | null;
      readonly panels: readonly Panel[];
      readonly next?: Way;
    }
  | {
      readonly type: 'articles';
      readonly text: string;
      readonly articles: readonly Article[];
      readonly next?: Way;
    }
  | {
      readonly type: 'ask_if_resolved';
      readonly text: string;
      readonly yes: string;
      readonly no: string;
      readonly thanks?: string | null;
      readonly next?: Way;
    }
  | { readonly type: 'condition'; readonly branches: readonly Branch[]; readonly else_next?: Way }
  | {
      readonly type: 'set_variable';
      readonly assignments: readonly { name: string; value: string }[];
      readonly next?: Way;
    }
  | {
      readonly type: 'transfer_to_agent';
      readonly text?: string | null;
      readonly tags?: readonly string[];
      readonly fields?: readonly FieldValue[];
      readonly group?: number | null;
    };

export type StepType = Step['type'];

/** In the order of the palette. */
export const STEP_TYPES: readonly StepType[] = [
  'send_message',
  'articles',
  'present_options',
  'carousel',
  'ask_details',
  'ask_if_resolved',
  'condition',
  'set_variable',
  'transfer_to_agent',
];

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Flow {
  readonly name: string;
  readonly start?: Way;
  readonly steps: Readonly<Record<string, Step>>;
  readonly greeting?: string | null;
  readonly fallback: string;
  readonly talk_to_human?: boolean;
  readonly layout?: Readonly<Record<string, Spot>>;
  readonly escalation?: Readonly<Record<string, unknown>>;
  readonly human_phrases?: unknown;
  readonly words?: unknown;
}

/** The server's word for a flow. What is missing is empty; steps of types that are newer than this page are left out. */
export function flowOf(content: unknown): Flow {
  const read = isRecord(content) ? content : {};
  const steps: Record<string, Step> = {};
  for (const [id, step] of Object.entries(isRecord(read['steps']) ? read['steps'] : {})) {
    if (isStep(step)) steps[id] = step;
  }
  return {
    ...read,
    name: typeof read['name'] === 'string' ? read['name'] : '',
    fallback: typeof read['fallback'] === 'string' ? read['fallback'] : '',
    steps,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is inside a known type is the server's promise. */
function isStep(value: unknown): value is Step {
  return isRecord(value) && STEP_TYPES.some((type) => type === value['type']);
}
