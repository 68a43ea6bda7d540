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
  const stub = `
function redfirstStub(name${any})${any} {
  const fail = ()${any} => {
    ${answers ? 'return redfirstStub(name)' : "throw new Error(name + ' is not implemented')"};
  };
  const own = new Set${any ? '<any>' : ''}(${asked});
  const get = (target${any}, key${any}) => (typeof key === 'symbol' || own.has(key) ? target[key] : fail());
  return new Proxy(function () {}, { apply: fail, construct: fail, get });
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
