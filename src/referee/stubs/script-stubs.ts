import type { WantedName } from './wanted.ts';

/** What a runner and its printer ask of any value; all else is not implemented. */
const asked =
  "['prototype', 'name', 'length', 'then', 'toJSON', 'constructor', 'asymmetricMatch', 'nodeType', '$$typeof', '__esModule']";

/** Text to add to a module of a script so that it has these names, and nothing behind them: they refuse, or answer nothing. */
export function scriptStubs(
  names: readonly WantedName[],
  { path, isCommonJs, answers }: { path: string; isCommonJs: boolean; answers?: boolean | undefined },
): string {
  const any = /\.[cm]?tsx?$/.test(path) ? ': any' : '';
  // A function that an answer is given is called, as the code would call it.
  const answer = `for (const each of given) if (typeof each === 'function') each(redfirstStub(name));
    return redfirstStub(name);`;
  const stub = `
function redfirstStub(name${any})${any} {
  const fail = (given${any} = [])${any} => {
    ${answers ? answer : "throw new Error(name + ' is not implemented');"}
  };
  const own = new Set${any ? '<any>' : ''}(${asked});
  const get = (target${any}, key${any}) => (typeof key === 'symbol' || own.has(key) ? target[key] : fail());
  return new Proxy(function () {}, {
    apply: (_target${any}, _this${any}, given${any}) => fail(given),
    construct: (_target${any}, given${any}) => fail(given),
    get,
  });
}
`;
  const isType = ({ name, use }: WantedName) => any !== '' && (use === 'type' || /^[A-Z]/.test(name));
  const types = names.filter(isType).map(({ name }) => `export type ${name} = any;\n`);
  const values = names.filter(({ use }) => use !== 'type').map(({ name }) => exported(name, isCommonJs));
  return `\n${values.length > 0 ? stub : ''}${[...values, ...types].join('')}`;
}

function exported(name: string, isCommonJs: boolean): string {
  const value = `redfirstStub('${name}')`;
  if (isCommonJs) return name === 'default' ? `module.exports = ${value};\n` : `module.exports.${name} = ${value};\n`;
  return name === 'default' ? `export default ${value};\n` : `export const ${name} = ${value};\n`;
}
