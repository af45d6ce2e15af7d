import type { Branch, Condition, Step, Subject } from '../../../../models/flows/draft';
import { useWords } from '../../../../words';
import { ChoiceField, TextField } from '../fields';
import { Rows } from '../rows';
import { WayField } from '../way_field';
import { useVariables } from './simple_forms';
import type { FormProps } from './step_form';

type Conditional = Extract<Step, { type: 'condition' }>;
type Test = Exclude<Condition, { test: 'all' | 'any' }>;

const FRESH: Test = { test: 'is', subject: 'locale', value: '' };

export function ConditionForm({ id, step, change }: FormProps<Conditional>) {
  const { t } = useWords();
  const w = t.flows.edit;
  return (
    <Rows
      rows={step.branches}
      name={w.branch}
      least={1}
      most={5}
      add={w.addBranch}
      fresh={(): Branch => ({ when: FRESH })}
      onChange={(branches) => change({ ...step, branches })}
      onType={(branches, tag) => change({ ...step, branches }, tag)}
    >
      {(branch, set, at) => (
        <>
          <When condition={branch.when} set={(when, tag) => set({ ...branch, when }, tag)} />
          <WayField step={id} way={`branch:${at}`} />
        </>
      )}
    </Rows>
  );
}

interface WhenProps {
  condition: Condition;
  set: (condition: Condition, tag?: string) => void;
}

/** One test, or several that are joined; what nests more deeply is kept and not shown. */
function When({ condition, set }: WhenProps) {
  const { t } = useWords();
  const w = t.flows.edit;
  const joined = condition.test === 'all' || condition.test === 'any' ? condition : null;
  const tests = joined ? joined.of.filter(isTest) : [condition].filter(isTest);
  if (joined && tests.length !== joined.of.length) return <p>{w.nested}</p>;
  const join = (value: string) => {
    if (value === 'all' || value === 'any') set({ test: value, of: tests });
    else set(tests[0] ?? FRESH);
  };
  return (
    <>
      <ChoiceField
        label={w.join}
        value={joined?.test ?? 'one'}
        onChange={join}
        options={(['one', 'all', 'any'] as const).map((value) => ({ value, label: w.joins[value] }))}
      />
      {joined ? (
        <Rows
          rows={tests}
          name={(number) => `${w.when} ${number}`}
          least={1}
          most={20}
          add={w.addCondition}
          fresh={() => FRESH}
          onChange={(of) => set({ ...joined, of })}
          onType={(of, tag) => set({ ...joined, of }, tag)}
        >
          {(one, setOne) => <TestForm test={one} set={setOne} />}
        </Rows>
      ) : (
        tests.map((one) => <TestForm key="one" test={one} set={set} />)
      )}
    </>
  );
}

function isTest(condition: Condition): condition is Test {
  return condition.test !== 'all' && condition.test !== 'any';
}

const SUBJECTS = ['locale', 'channel_kind', 'business_hours', 'profile_name', 'profile_email'] as const;
const TESTS = ['is', 'is_not', 'contains', 'present', 'absent'] as const;

function TestForm({ test, set }: { test: Test; set: (test: Test, tag?: string) => void }) {
  const { t } = useWords();
  const w = t.flows.edit;
  const variables = useVariables();
  const { subject } = test;
  const choose = (value: string) => {
    const known = SUBJECTS.find((one) => one === value);
    set({ ...test, subject: known ?? { variable: variables[0] ?? '' } });
  };
  const compare = (value: string) => {
    const kind = TESTS.find((one) => one === value);
    if (kind === 'present' || kind === 'absent') set({ test: kind, subject });
    else if (kind) set({ test: kind, subject, value: 'value' in test ? test.value : '' });
  };
  return (
    <>
      <ChoiceField
        label={w.subject}
        value={subjectName(subject)}
        onChange={choose}
        options={[...SUBJECTS, 'variable' as const].map((value) => ({ value, label: w.subjects[value] }))}
      />
      {typeof subject !== 'string' && (
        <TextField
          label={w.variable}
          value={subject.variable}
          max={64}
          hint={variables.join(', ') || undefined}
          onChange={(variable) => set({ ...test, subject: { variable } }, 'variable')}
        />
      )}
      <ChoiceField
        label={w.test}
        value={test.test}
        onChange={compare}
        options={TESTS.map((value) => ({ value, label: w.tests[value] }))}
      />
      {'value' in test && (
        <TextField
          label={w.value}
          value={test.value}
          max={280}
          onChange={(value) => set({ ...test, value }, 'value')}
        />
      )}
    </>
  );
}

function subjectName(subject: Subject): string {
  return typeof subject === 'string' ? subject : 'variable';
}
