import type { Panel, PanelButton, Step } from '../../../../models/flows/draft';
import { useWords } from '../../../../words';
import { BotText, ChoiceField, TextField } from '../fields';
import { Rows } from '../rows';
import { WayField } from '../way_field';
import { freeId, useVariables } from './simple_forms';
import type { FormProps } from './step_form';

type Carousel = Extract<Step, { type: 'carousel' }>;

export function CarouselForm({ id, step, change }: FormProps<Carousel>) {
  const { t } = useWords();
  const w = t.flows.edit;
  const replies = step.panels.flatMap((panel) =>
    panel.buttons.flatMap((button) => (button.type === 'reply' ? [button.id] : [])),
  );
  const fresh = (): Panel => ({ title: '', buttons: [{ type: 'link', label: '', url: '' }] });
  return (
    <>
      <BotText
        label={w.optionalText}
        value={step.text ?? ''}
        variables={useVariables()}
        lines={2}
        onChange={(text) => change({ ...step, text }, 'text')}
      />
      <Rows
        rows={step.panels}
        name={w.panel}
        least={2}
        most={10}
        add={w.addPanel}
        fresh={fresh}
        onChange={(panels) => change({ ...step, panels })}
        onType={(panels, tag) => change({ ...step, panels }, tag)}
      >
        {(panel, set) => <PanelForm id={id} panel={panel} set={set} freshId={() => freeId(replies, 'r')} />}
      </Rows>
    </>
  );
}

interface PanelFormProps {
  id: string;
  panel: Panel;
  set: (panel: Panel, tag?: string) => void;
  freshId: () => string;
}

function PanelForm({ id, panel, set, freshId }: PanelFormProps) {
  const { t } = useWords();
  const w = t.flows.edit;
  return (
    <>
      <TextField
        label={w.articleTitle}
        value={panel.title}
        max={128}
        onChange={(title) => set({ ...panel, title }, 'title')}
      />
      <TextField
        label={w.description}
        value={panel.description ?? ''}
        max={512}
        onChange={(description) => set({ ...panel, description }, 'description')}
      />
      <TextField
        label={w.image}
        type="url"
        value={panel.image ?? ''}
        max={2_048}
        onChange={(image) => set({ ...panel, image }, 'image')}
      />
      <Rows
        rows={panel.buttons}
        name={w.button}
        least={1}
        most={3}
        add={w.addButton}
        fresh={(): PanelButton => ({ type: 'reply', id: freshId(), label: '' })}
        onChange={(buttons) => set({ ...panel, buttons })}
        onType={(buttons, tag) => set({ ...panel, buttons }, tag)}
      >
        {(button, setButton) => <ButtonForm id={id} button={button} set={setButton} freshId={freshId} />}
      </Rows>
    </>
  );
}

interface ButtonFormProps {
  id: string;
  button: PanelButton;
  set: (button: PanelButton, tag?: string) => void;
  freshId: () => string;
}

function ButtonForm({ id, button, set, freshId }: ButtonFormProps) {
  const { t } = useWords();
  const w = t.flows.edit;
  const { label } = button;
  return (
    <>
      <ChoiceField
        label={w.buttonKind}
        value={button.type}
        options={[
          { value: 'link', label: w.buttonLink },
          { value: 'reply', label: w.buttonReply },
        ]}
        onChange={(type) =>
          set(type === 'link' ? { type, label, url: '' } : { type: 'reply', id: freshId(), label })
        }
      />
      <TextField
        label={w.label}
        value={label}
        max={80}
        onChange={(text) => set({ ...button, label: text }, 'label')}
      />
      {button.type === 'link' ? (
        <TextField
          label={w.url}
          type="url"
          value={button.url}
          max={2_048}
          onChange={(url) => set({ ...button, url }, 'url')}
        />
      ) : (
        <WayField step={id} way={`reply:${button.id}`} />
      )}
    </>
  );
}
