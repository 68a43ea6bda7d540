import {
  type Environment,
  missingOf,
  modelOf,
  type OptionalVariables,
  privateKeyOf,
  type Source,
  sandboxOf,
  sentenceOf,
  Variables,
  valuesIn,
} from './from-variables.ts';
import { Secret } from './secret.ts';
import { notes } from './variable-kinds.ts';
import { variables } from './variables.ts';

/** One variable as it was found. */
export interface VariableFound {
  name: string;
  /** What stands there, or its length where it is a secret; nothing when it is not set. */
  shown: string | undefined;
  /** One sentence: what is wrong and what to do. */
  problem: string | undefined;
}

/** What can be said of an environment that may be wrong in places. */
export interface Examination {
  variables: VariableFound[];
  /** What the App can be asked with; nothing when its number or key is missing. */
  github:
    | Pick<Environment['github'], 'appId' | 'privateKey' | 'host' | 'protocol' | 'allowedInstallations'>
    | undefined;
  webhookSecret: Secret | undefined;
  model: Environment['model'];
  data: string;
  databaseUrl: Secret | undefined;
  sandbox: Environment['sandbox'];
}

/** Reads each variable by itself, for `redfirst doctor`: one that is wrong counts as not set, and the rest is read on. */
export function examineEnvironment(source: Source): Examination {
  const set = valuesIn(source);
  const issues = Variables.safeParse(set).error?.issues ?? [];
  const problems = new Map(issues.map(issue => [String(issue.path[0]), withoutLogin(sentenceOf(issue, set))]));
  const read = readLeniently(set);
  const key = privateKeyOf(read);
  for (const problem of [...missingOf(read), ...(typeof key === 'string' ? [key] : [])])
    if (!problems.has(subjectOf(problem))) problems.set(subjectOf(problem), problem);
  const { APP_ID: appId, GHE_HOST: host = 'github.com', GHE_PROTOCOL: protocol } = read;
  const github = { protocol, host, allowedInstallations: read.REDFIRST_ALLOWED_INSTALLATIONS };
  return {
    variables: Object.keys(variables).map(name => ({
      name,
      shown: shown(name as keyof typeof variables, set[name]),
      problem: problems.get(name),
    })),
    github: appId !== undefined && key instanceof Secret ? { ...github, appId, privateKey: key } : undefined,
    webhookSecret: read.WEBHOOK_SECRET,
    model: problems.has('OPENAI_API_KEY') ? undefined : modelOf(read),
    data: read.REDFIRST_DATA,
    databaseUrl: read.DATABASE_URL,
    sandbox: sandboxOf(read),
  };
}

type Lenient = OptionalVariables & Partial<Variables>;

/** The values that can be used, and the defaults of the others. */
function readLeniently(set: Source): Lenient {
  const values = Object.entries(variables).map(([name, schema]) => {
    const { success, data } = schema.safeParse(set[name]);
    return [name, success ? data : schema.safeParse(undefined).data];
  });
  return Object.fromEntries(values) as Lenient;
}

/** Sentences about variables begin with the name. */
const subjectOf = (sentence: string): string => sentence.slice(0, sentence.indexOf(' '));

function shown(name: keyof typeof variables, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  return notes.get(variables[name])?.isSecret ? `${value.length} characters, not shown` : withoutLogin(value);
}

/** An address may hold a name and a password. */
const withoutLogin = (text: string): string => text.replaceAll(/\/\/[^\s/@]+@/g, '//[hidden]@');
