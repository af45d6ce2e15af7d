/** New steps and new flows, in the admin's language: what stands in them is theirs to change. */
import type { Flow, Step, StepType } from './draft';

/** The words that new steps begin with. */
export interface StarterWords {
  readonly greeting: string;
  readonly fallback: string;
  readonly menu: string;
  readonly option: (number: number) => string;
  readonly talkToHuman: string;
  readonly question: string;
  readonly details: string;
  readonly name: string;
  readonly email: string;
  readonly articles: string;
  readonly article: string;
  readonly articleUrl: string;
  readonly resolved: string;
  readonly yes: string;
  readonly no: string;
  readonly thanks: string;
  readonly handOver: string;
}

export type Template = 'blank' | 'greeting' | 'articles' | 'details';

export const TEMPLATES: readonly Template[] = ['greeting', 'articles', 'details', 'blank'];

/** A step that says nothing of its own yet but what every step of its kind needs. */
export function newStep(type: StepType, words: StarterWords): Step {
  switch (type) {
    case 'send_message':
      return { type, text: '' };
    case 'present_options':
      return { type, text: '', options: [1, 2].map((at) => ({ id: `o${at}`, label: words.option(at) })) };
    case 'ask_details':
      return { type, text: words.details, fields: [nameField(words)] };
    case 'carousel':
      return { type, panels: [1, 2].map((at) => ({ title: '', buttons: [link(words, at)] })) };
    case 'articles':
      return { type, text: words.articles, articles: [{ title: '', url: '' }] };
    case 'ask_if_resolved':
      return { type, text: words.resolved, yes: words.yes, no: words.no, thanks: words.thanks };
    case 'condition':
      return { type, branches: [{ when: { test: 'is', subject: 'locale', value: '' } }] };
    case 'set_variable':
      return { type, assignments: [{ name: '', value: '' }] };
    case 'transfer_to_agent':
      return { type, text: words.handOver };
  }
}

function link(words: StarterWords, at: number) {
  return { type: 'link' as const, label: words.option(at), url: '' };
}

export function nameField(words: StarterWords) {
  return {
    name: 'name',
    label: words.name,
    input: { type: 'text' as const },
    target: { to: 'profile_name' as const },
  };
}

export function emailField(words: StarterWords) {
  return {
    name: 'email',
    label: words.email,
    input: { type: 'email' as const },
    target: { to: 'profile_email' as const },
  };
}

export function newFlow(template: Template, name: string, words: StarterWords): Flow {
  const { start, steps } = drawn(template, words);
  return {
    name,
    greeting: template === 'blank' ? null : words.greeting,
    fallback: words.fallback,
    talk_to_human: true,
    start,
    steps,
  };
}

function drawn(
  template: Template,
  words: StarterWords,
): { start: string | null; steps: Record<string, Step> } {
  const agent: Step = { type: 'transfer_to_agent', text: words.handOver };
  switch (template) {
    case 'blank':
      return { start: null, steps: {} };
    case 'greeting':
      return {
        start: 'menu',
        steps: {
          menu: {
            type: 'present_options',
            text: words.menu,
            options: [
              { id: 'question', label: words.question, next: 'agent' },
              { id: 'human', label: words.talkToHuman, next: 'agent' },
            ],
          },
          agent,
        },
      };
    case 'articles':
      return {
        start: 'articles',
        steps: {
          articles: {
            type: 'articles',
            text: words.articles,
            articles: [{ title: words.article, url: words.articleUrl }],
            next: 'resolved',
          },
          resolved: {
            type: 'ask_if_resolved',
            text: words.resolved,
            yes: words.yes,
            no: words.no,
            thanks: words.thanks,
            next: 'agent',
          },
          agent,
        },
      };
    case 'details':
      return {
        start: 'details',
        steps: {
          details: {
            type: 'ask_details',
            text: words.details,
            fields: [nameField(words), emailField(words)],
            next: 'agent',
          },
          agent,
        },
      };
  }
}
