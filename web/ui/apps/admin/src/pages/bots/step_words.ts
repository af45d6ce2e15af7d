/** How steps, ways and problems are called, in the admin's language. */
import type { FlowProblem } from '@frontdesk/protocol';
import {
  IconArrowsSplit2,
  IconBook2,
  IconForms,
  IconHeadset,
  IconLayoutCards,
  IconListCheck,
  IconMessage2,
  IconThumbUp,
  IconVariable,
} from '@tabler/icons-react';
import type { Texts } from '../../i18n/en';
import type { Condition, Flow, Step, StepType } from '../../models/flows/draft';
import { partsOf } from '../../models/flows/variables';
import type { Exit } from '../../models/flows/ways';

export const ICONS: Record<StepType, typeof IconBook2> = {
  send_message: IconMessage2,
  present_options: IconListCheck,
  ask_details: IconForms,
  carousel: IconLayoutCards,
  articles: IconBook2,
  ask_if_resolved: IconThumbUp,
  condition: IconArrowsSplit2,
  set_variable: IconVariable,
  transfer_to_agent: IconHeadset,
};

const PREVIEW_CHARS = 42;

/** What a step says, in a line; empty for those that say nothing. */
export function saysOf(step: Step): string {
  switch (step.type) {
    case 'condition':
      return '';
    case 'set_variable':
      return step.assignments.map(({ name, value }) => `${name} = ${value}`).join(', ');
    case 'carousel':
      return step.text || step.panels.map((panel) => panel.title).join(' · ');
    case 'transfer_to_agent':
      return step.text ?? '';
    default:
      return step.text;
  }
}

/** A step by its kind and the beginning of what it says. */
export function stepName(t: Texts, flow: Flow, id: string): string {
  const step = flow.steps[id];
  if (!step) return id;
  const kind = t.flows.kinds[step.type].name;
  const says = partsOf(saysOf(step))
    .map(({ said }) => said)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  if (says === '') return `${kind} (${id})`;
  const short = says.length > PREVIEW_CHARS ? `${says.slice(0, PREVIEW_CHARS).trimEnd()}…` : says;
  return t.forms.pair(kind, short);
}

export function exitName(t: Texts, step: Step, { key, label }: Exit): string {
  const { ways } = t.flows;
  if (key === 'else') return ways.else;
  if (key.startsWith('branch:')) {
    const at = Number(key.slice('branch:'.length));
    const when = step.type === 'condition' ? step.branches[at]?.when : undefined;
    return when ? conditionText(t, when) || ways.branch(at + 1) : ways.branch(at + 1);
  }
  if (key === 'next' && label === null) {
    const waits = step.type === 'carousel' && step.panels.some((panel) => panel.buttons.some(isReply));
    return waits ? ways.other : ways.next;
  }
  return label?.trim() ? label : ways.unnamed;
}

/** A test in a few words; empty for those that are joined. */
function conditionText(t: Texts, condition: Condition): string {
  if ('of' in condition) return '';
  const { subjects, tests } = t.flows.edit;
  const { subject } = condition;
  const what = typeof subject === 'string' ? subjects[subject] : subject.variable;
  const value = 'value' in condition ? condition.value.trim() : null;
  if (what === '' || value === '') return '';
  return [what, tests[condition.test], value].filter(Boolean).join(' ');
}

function isReply(button: { type: string }): boolean {
  return button.type === 'reply';
}

export function problemText(t: Texts, flow: Flow, { step, code, details, text }: FlowProblem): string {
  const p = t.flows.problems;
  const what = whatName(t, details['what']);
  const { value = '', found = '', least = '', most = '', from = '' } = details;
  switch (code) {
    case 'not_connected':
      return notConnected(t, step === null ? null : (flow.steps[step] ?? null), from);
    case 'empty':
      return p.empty(what);
    case 'text_too_long':
      return p.text_too_long(found);
    case 'unknown_next':
      return p.unknown_next(value);
    case 'count':
      return p.count(what, found, least, most);
    case 'length':
      return p.length(what, found, least, most);
    case 'duplicate':
      return p.duplicate(what, value);
    case 'name':
      return p.name(what, value);
    case 'label_is_number':
      return p.label_is_number(value);
    case 'tag':
      return p.tag(value);
    case 'url':
      return p.url(value);
    case 'article_url':
      return p.article_url(value);
    case 'unreadable':
    case 'unknown_group':
    case 'unknown_field':
    case 'unreachable':
    case 'circle_without_question':
    case 'reserved_id':
    case 'only_placeholders':
    case 'condition_too_deep':
      return p[code];
    default:
      // A newer server may know more that can be wrong: its own sentence is better than none.
      return text;
  }
}

function notConnected(t: Texts, step: Step | null, from: string): string {
  const p = t.flows.problems;
  if (!step) return p.not_connected_start;
  if (step.type === 'condition') return from === 'else' ? p.not_connected_else : p.not_connected_branch(from);
  return from.trim() === '' ? p.not_connected_unnamed : p.not_connected(from);
}

/** The server's nouns, by ours. */
const WHATS: Record<string, keyof Texts['flows']['whats']> = {
  'the text': 'text',
  text: 'text',
  'the question': 'question',
  'what the bot says when it does not understand': 'fallback',
  label: 'label',
  title: 'title',
  address: 'address',
  name: 'name',
  value: 'value',
  variable: 'variable',
  variables: 'variable',
  'variables to set': 'variable',
  field: 'field',
  'ticket field': 'field',
  'ticket fields': 'fields',
  tag: 'tag',
  phrase: 'phrase',
  description: 'description',
  excerpt: 'excerpt',
  'option id': 'optionId',
  'button id': 'optionId',
  steps: 'steps',
  options: 'options',
  articles: 'articles',
  fields: 'fields',
  panels: 'panels',
  'buttons on one panel': 'buttons',
  links: 'links',
  'branches beside the else branch': 'branches',
  tags: 'tags',
  'entries in a drop-down': 'entries',
};

function whatName(t: Texts, what: string | undefined): string {
  return t.flows.whats[WHATS[what ?? ''] ?? 'other'];
}
