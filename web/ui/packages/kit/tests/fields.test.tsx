import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ChecksField, ChoiceField, SelectField, SwitchField } from '../src/choice_fields';
import { ColorField } from '../src/colour_field';
import { DurationField, largestUnit, NumberField, wholeNumber } from '../src/number_field';
import { OptionsField, type OptionsWords } from '../src/options_field';
import { SecretField } from '../src/secret_field';
import { TagsField } from '../src/tags_field';
import { PasswordField, TextArea, TextField } from '../src/text_field';
import { Held, show } from './stage';

afterEach(cleanup);

const type = (element: HTMLElement, value: string) => fireEvent.change(element, { target: { value } });

/** What a screen reader tells of a control besides its name. */
function told(element: HTMLElement): string {
  const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent).join(' | ');
}

describe('a text field', () => {
  test('has its label, its hint and its error', () => {
    const changed = vi.fn();
    show(
      <TextField label="Name" hint="Customers see it." error="This is needed." value="" onChange={changed} />,
    );
    const box = screen.getByRole('textbox', { name: 'Name' });
    expect(told(box)).toBe('This is needed. | Customers see it.');
    expect(box.getAttribute('aria-invalid')).toBe('true');
    type(box, 'Ana');
    expect(changed).toHaveBeenCalledWith('Ana');
  });

  test('without an error it is not called wrong', () => {
    show(<TextField label="Name" value="" onChange={() => {}} />);
    expect(screen.getByRole('textbox').getAttribute('aria-invalid')).toBeNull();
    expect(screen.getByRole('textbox').getAttribute('aria-describedby')).toBeNull();
  });

  test('a password can be looked at', () => {
    show(
      <PasswordField
        label="Password"
        value="x"
        onChange={() => {}}
        show="Show"
        hide="Hide"
        autoComplete="new-password"
      />,
    );
    expect(screen.getByLabelText<HTMLInputElement>('Password').type).toBe('password');
    fireEvent.click(screen.getByRole('button', { name: 'Show' }));
    expect(screen.getByLabelText<HTMLInputElement>('Password').type).toBe('text');
  });

  test('a secret that is stored is told to be there, and is replaced on purpose', () => {
    const words = {
      stored: 'Stored',
      replace: 'Replace',
      replaceOf: (label: string) => `Replace: ${label}`,
      keep: 'Keep',
      keepOf: (label: string) => `Keep: ${label}`,
    };
    show(
      <Held first="">
        {(value, set) => (
          <SecretField
            label="App secret"
            hint="It signs."
            isStored
            words={words}
            value={value}
            onChange={set}
            show="Show"
            hide="Hide"
          />
        )}
      </Held>,
    );
    const group = screen.getByRole('group', { name: 'App secret' });
    expect(group.textContent).toContain('Stored');
    expect(told(group)).toBe('It signs.');
    expect(screen.queryByLabelText('App secret', { selector: 'input' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Replace: App secret' }));
    const box = screen.getByLabelText('App secret', { selector: 'input' });
    expect(document.activeElement).toBe(box);
    type(box, 'another');
    fireEvent.click(screen.getByRole('button', { name: 'Keep: App secret' }));
    expect(screen.getByRole('group', { name: 'App secret' }).textContent).not.toContain('another');
  });

  test('a text area counts when its end is near', () => {
    const { unmount } = show(<TextArea label="Text" value="1234" most={10} onChange={() => {}} />);
    expect(screen.queryByText('4/10')).toBeNull();
    unmount();
    show(<TextArea label="Text" value="123456789" most={10} onChange={() => {}} />);
    expect(screen.getByText('9/10')).toBeTruthy();
  });
});

describe('numbers', () => {
  test('are whole, and nothing else', () => {
    expect(['12', ' 1 200 ', '', '-1', '1.5', 'x'].map(wholeNumber)).toEqual([
      12,
      1200,
      null,
      null,
      null,
      null,
    ]);
  });

  test('what is typed stays, also while it is no number', () => {
    show(
      <Held<number | null> first={5}>
        {(value, set) => <NumberField label="At a time" value={value} onChange={set} />}
      </Held>,
    );
    const box = screen.getByRole<HTMLInputElement>('textbox', { name: 'At a time' });
    type(box, '5x');
    expect(box.value).toBe('5x');
    type(box, '7');
    fireEvent.keyDown(box, { key: 'ArrowUp' });
    expect(box.value).toBe('8');
  });

  test('spans are told in the largest unit in which they are whole', () => {
    expect(largestUnit(90_000, ['second', 'minute'])).toBe('second');
    expect(largestUnit(120_000, ['second', 'minute'])).toBe('minute');
    expect(largestUnit(1_500, ['second', 'minute'])).toBe('second');
  });

  test('another unit is another span', () => {
    const heard: (number | null)[] = [];
    show(
      <Held<number | null> first={120_000}>
        {(value, set) => (
          <DurationField
            label="Answer"
            unitLabel="unit"
            units={{ second: () => 'seconds', minute: (n) => (n === 1 ? 'minute' : 'minutes') }}
            value={value}
            onChange={(ms) => {
              heard.push(ms);
              set(ms);
            }}
          />
        )}
      </Held>,
    );
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Answer' }).value).toBe('2');
    type(screen.getByRole('combobox', { name: 'Answer: unit' }), 'second');
    type(screen.getByRole('textbox', { name: 'Answer' }), '45');
    expect(heard).toEqual([2_000, 45_000]);
    type(screen.getByRole('combobox', { name: 'Answer: unit' }), 'minute');
    type(screen.getByRole('textbox', { name: 'Answer' }), '1');
    expect(screen.getByRole('option', { name: 'minute' })).toBeTruthy();
  });
});

describe('choices', () => {
  const choices = [
    { value: 'offer', label: 'Ask one', hint: 'With a countdown.' },
    { value: 'all', label: 'Ask all' },
  ] as const;

  test('one of a few is a group of radio buttons', () => {
    const changed = vi.fn();
    show(<ChoiceField label="How" value="offer" choices={choices} onChange={changed} error="Not allowed." />);
    expect(told(screen.getByRole('group', { name: 'How' }))).toBe('Not allowed.');
    fireEvent.click(screen.getByRole('radio', { name: 'Ask all' }));
    expect(changed).toHaveBeenCalledWith('all');
  });

  test('some of many keep the order of the choices, and many can be searched', () => {
    const many = Array.from({ length: 12 }, (_, at) => ({ value: at, label: `Group ${at}` }));
    const changed = vi.fn();
    show(
      <ChecksField
        label="Groups"
        value={[7]}
        choices={many}
        onChange={changed}
        none=""
        search="Search"
        clear="Clear"
      />,
    );
    fireEvent.click(screen.getByRole('checkbox', { name: 'Group 3' }));
    expect(changed).toHaveBeenCalledWith([3, 7]);
    type(screen.getByRole('textbox', { name: 'Search' }), 'group 11');
    expect(screen.getAllByRole('checkbox').length).toBe(1);
  });

  test('where there is nothing to choose, it says how one gets some', () => {
    show(
      <ChecksField
        label="Groups"
        value={[]}
        choices={[]}
        onChange={() => {}}
        none="Make one"
        search=""
        clear=""
      />,
    );
    expect(screen.getByText('Make one')).toBeTruthy();
  });

  test('one of many opens a list', () => {
    const changed = vi.fn();
    show(<SelectField label="Group" value="offer" choices={choices} onChange={changed} />);
    fireEvent.click(screen.getByRole('combobox', { name: 'Group' }));
    fireEvent.click(screen.getByRole('option', { name: 'Ask all' }));
    expect(changed).toHaveBeenCalledWith('all');
  });

  test('a switch says what it switches', () => {
    const changed = vi.fn();
    show(<SwitchField label="Files" hint="Customers may send them." value={false} onChange={changed} />);
    const box = screen.getByRole('switch', { name: 'Files' });
    expect(told(box)).toBe('Customers may send them.');
    fireEvent.click(box);
    expect(changed).toHaveBeenCalledWith(true);
  });

  test('a colour is told how it can be read', () => {
    const verdict = (ratio: number, good: boolean, text: string) => `${text} ${ratio} ${good}`;
    show(<ColorField label="Brand" pick="choose" value="#000" onChange={() => {}} verdict={verdict} />);
    expect(screen.getByText('white 21 true')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('Brand: choose').value).toBe('#000000');
  });

  test('what is typed becomes a tag by Enter', () => {
    const changed = vi.fn();
    show(<TagsField label="Tags" value={['vip']} onChange={changed} />);
    const box = screen.getByRole('combobox', { name: 'Tags' });
    act(() => box.focus());
    fireEvent.input(box, { target: { value: 'refund' } });
    fireEvent.keyDown(box, { key: 'Enter' });
    expect(changed).toHaveBeenCalledWith(['vip', 'refund']);
  });
});

describe('an ordered list of texts', () => {
  const words: OptionsWords = {
    add: 'Add',
    option: (place) => `Choice ${place}`,
    up: (text) => `Up ${text}`,
    down: (text) => `Down ${text}`,
    remove: (text) => `Remove ${text}`,
    moved: (text, place, of) => `${text} ${place}/${of}`,
  };
  const list = () => screen.getAllByRole<HTMLInputElement>('textbox').map((box) => box.value);
  const stage = () =>
    show(
      <Held first={['A', 'B', 'C']}>
        {(value, set) => <OptionsField label="Choices" value={value} onChange={set} words={words} />}
      </Held>,
    );

  test('moves by keys, says so, and the focus goes along', () => {
    stage();
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'Choice 3' }), { key: 'ArrowUp', altKey: true });
    expect(list()).toEqual(['A', 'C', 'B']);
    expect(screen.getByRole('status').textContent).toBe('C 2/3');
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Choice 2' }));
  });

  test('Enter adds the next, Backspace takes an empty one away', () => {
    stage();
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'Choice 1' }), { key: 'Enter' });
    expect(list()).toEqual(['A', '', 'B', 'C']);
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Choice 2' }));
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'Choice 2' }), { key: 'Backspace' });
    expect(list()).toEqual(['A', 'B', 'C']);
  });

  test('the ends cannot be left', () => {
    stage();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Up A' }).disabled).toBe(true);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Down C' }).disabled).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Remove B' }));
    expect(list()).toEqual(['A', 'C']);
  });
});
