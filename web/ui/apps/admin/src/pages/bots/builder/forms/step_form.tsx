import type { Step } from '../../../../models/flows/draft';
import { useScene } from '../scene';
import { PlainWays } from '../way_field';
import { CarouselForm } from './carousel_form';
import { ConditionForm } from './condition_form';
import { DetailsForm } from './details_form';
import { HandOverForm } from './hand_over_form';
import { ArticlesForm, MessageForm, OptionsForm, ResolvedForm, VariablesForm } from './simple_forms';

export interface FormProps<Kind extends Step> {
  id: string;
  step: Kind;
  /** Changes with the same tag are undone together. */
  change: (step: Kind, tag?: string) => void;
}

/** What a step says and does, and where it leads. */
export function StepForm({ id }: { id: string }) {
  const { now } = useScene();
  const step = now.flow.steps[id];
  if (!step) return null;
  return (
    <>
      <Kind id={id} step={step} />
      <PlainWays step={id} />
    </>
  );
}

function Kind({ id, step }: { id: string; step: Step }) {
  const { model } = useScene();
  const change = (next: Step, tag?: string) => model.replace(id, next, tag ?? null);
  switch (step.type) {
    case 'send_message':
      return <MessageForm id={id} step={step} change={change} />;
    case 'present_options':
      return <OptionsForm id={id} step={step} change={change} />;
    case 'articles':
      return <ArticlesForm id={id} step={step} change={change} />;
    case 'ask_if_resolved':
      return <ResolvedForm id={id} step={step} change={change} />;
    case 'set_variable':
      return <VariablesForm id={id} step={step} change={change} />;
    case 'carousel':
      return <CarouselForm id={id} step={step} change={change} />;
    case 'ask_details':
      return <DetailsForm id={id} step={step} change={change} />;
    case 'condition':
      return <ConditionForm id={id} step={step} change={change} />;
    case 'transfer_to_agent':
      return <HandOverForm id={id} step={step} change={change} />;
  }
}
