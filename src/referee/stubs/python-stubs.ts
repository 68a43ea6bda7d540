import type { ClassifiedTest } from '../../domain/red.ts';
import { childrenOf, readSyntax, type SyntaxNode } from '../../languages/syntax.ts';
import type { WantedName } from './wanted.ts';

/** A class of which nothing can be had but its name: whatever is done to it is not implemented. */
const universal = `

class RedfirstStub(type):
    def __refuse__(cls, *_args, **_kwargs):
        raise NotImplementedError(cls.__name__ + " is not implemented")

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise NotImplementedError(cls.__name__ + "." + name + " is not implemented")

    __hash__ = type.__hash__
    __call__ = __iter__ = __len__ = __getitem__ = __contains__ = __refuse__
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __refuse__
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __refuse__
`;

/**
 * An answer that is nothing: equal to nothing, neither true nor false, and whatever is had of it is the same again. A
 * function that it is given is called, as the code would call it.
 */
const answer = `

class RedfirstAnswer:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *given):
        for each in given:
            if isinstance(each, tuple):
                self(*each)
            elif callable(each) and not isinstance(each, RedfirstAnswer):
                each(self)
        return self

    def __eq__(self, _other):
        return False

    def __bool__(self):
        raise NotImplementedError("there is no answer")

    __hash__ = object.__hash__
    __len__ = __iter__ = __bool__
`;

/** Text to add to a Python module so that it has these names, and nothing behind them: they refuse, or answer nothing. */
export async function pythonStubs(
  names: readonly WantedName[],
  { codeSpans, answers }: { codeSpans: readonly string[]; answers?: boolean | undefined },
): Promise<string> {
  const body = (name: string) =>
    answers ? 'return RedfirstAnswer()(*locals().values())' : `raise NotImplementedError("${name} is not implemented")`;
  const parts: string[] = !answers && names.some(({ use }) => use === 'other') ? [universal] : [];
  if (answers) parts.push(answer);
  for (const { name, use } of names) {
    if (use === 'raised') parts.push(`\n\nclass ${name}(Exception):\n    pass\n`);
    else if (use === 'called')
      parts.push(`\n\ndef ${name}(${await parametersOf(name, codeSpans)}):\n    ${body(name)}\n`);
    else parts.push(`\n\n${name} = ${answers ? 'RedfirstAnswer()' : `RedfirstStub("${name}", (), {})`}\n`);
  }
  return parts.join('');
}

/** The parameters as a plan declares them by a whole signature (`def slug(text: str) -> str`), else any. */
async function parametersOf(name: string, codeSpans: readonly string[]): Promise<string> {
  const span = codeSpans.find(each => new RegExp(`^(?:async\\s+)?def\\s+${name}\\s*\\(`).test(each));
  const text = span && `${span.replace(/:?\s*$/, '')}: ...\n`;
  return (text && (await readSyntax('signature.py', text, untyped))) || '*args, **kwargs';
}

/** Parameters without their types, which may not be there yet, and with no default but that there is one. */
function untyped(root: SyntaxNode): string | undefined {
  const definition = root.hasError ? undefined : childrenOf(root).find(({ type }) => type === 'function_definition');
  const parameters = definition?.childForFieldName('parameters');
  return parameters ? childrenOf(parameters).map(bare).join(', ') : undefined;
}

function bare(parameter: SyntaxNode): string {
  if (/default_parameter$/.test(parameter.type)) return `${parameter.childForFieldName('name')?.text}=None`;
  return parameter.type === 'typed_parameter' ? (parameter.firstNamedChild?.text ?? '') : parameter.text;
}

const withoutAttribute = /'(\w+)' (?:object )?has no attribute '(\w+)'/;

/** Attributes that tests miss on classes of this module, as properties that are not implemented. */
export function pythonMembers(text: string, wanting: readonly ClassifiedTest[], answers = false): string {
  const members = wanting.flatMap(({ result }) => {
    const [, owner = '', name = ''] = withoutAttribute.exec(result?.failure?.message ?? '') ?? [];
    return new RegExp(`^class ${owner}\\b`, 'm').test(text) ? [{ owner, name }] : [];
  });
  const lines = [...new Set(members.map(({ owner, name }) => `${owner}.${name} = property(_redfirst_refuse)\n`))];
  if (lines.length === 0) return '';
  const body = answers ? 'return RedfirstAnswer()' : 'raise NotImplementedError("this attribute is not implemented")';
  return `\n\ndef _redfirst_refuse(_self):\n    ${body}\n\n\n${lines.join('')}`;
}
