import { descendants, readSyntax, type SyntaxNode } from '../../languages/syntax.ts';
import type { Inspection, Inspector } from './changed-code.ts';
import { productCode } from './changed-code.ts';

interface Literal {
  line: number;
  text: string;
  /** What the literal is given to: the name before `=` or `:`. */
  name: string;
}

/** Kinds of literals that differ from one installation to the next. */
const kinds: [string, (literal: Literal) => boolean][] = [
  ['the address of a host', ({ text }) => hasForeignHost(text)],
  [
    'an IP address',
    ({ text }) =>
      /^(?!127\.|0\.0\.0\.0|255\.)(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?$/.test(text) &&
      text.split(/[.:]/, 4).every(part => Number(part) < 256),
  ],
  [
    'an absolute path',
    ({ text }) => /^(?:\/(?:home|Users|root|var|etc|opt|mnt|srv|usr|tmp|private)\/|[A-Za-z]:\\)[^\s]*$/.test(text),
  ],
  [
    'a credential',
    ({ text, name }) =>
      credential.test(name) &&
      /^\S{4,}$/.test(text) &&
      !/^[A-Z_]+$|[<>{}$*]|^(?:password|token|secret|none|null|bearer)$/i.test(text),
  ],
];

const credential = /(?:^|_|\b)(?:password|passwd|pwd|secret|api_?key|access_?key|auth_?token|private_?key)$/i;

/** Hosts that name a standard or nothing at all (RFC 2606), and the machine itself. */
const harmless =
  /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|(?:[\w-]+\.)*(?:example\.(?:com|org|net)|test|invalid|localhost|w3\.org|json-schema\.org|schema\.org|xmlsoap\.org|purl\.org|ietf\.org))$/i;

function hasForeignHost(text: string): boolean {
  const host =
    /^(?:https?|wss?|ftp|postgres(?:ql)?|mysql|mongodb(?:\+srv)?|redis|amqps?):\/\/(?:[^/@\s]*@)?([^/:?#\s]+)/i.exec(
      text,
    )?.[1];
  return host !== undefined && !host.includes('{') && !host.includes('$') && !harmless.test(host);
}

/** A place for values: what stands there is configuration already. */
const configuration = /(?:^|[/._-])(?:config|configuration|settings|constants|defaults|environment|env)(?:[/._-]|$)/i;

/** Literals on added lines of product code that belong in the configuration. */
export const inspectHardcoded: Inspector = async files => {
  const inspection: Inspection = { inspected: 0, what: 'added literals', findings: [] };
  for (const file of productCode(files).filter(({ path }) => !configuration.test(path))) {
    const literals = ((await readSyntax(file.path, file.text, literalsIn)) ?? []).filter(({ line }) =>
      file.added.has(line),
    );
    inspection.inspected += literals.length;
    for (const literal of literals) {
      const [kind] = kinds.find(([, isOfKind]) => isOfKind(literal)) ?? [];
      if (!kind) continue;
      const remedy = 'Read it from the configuration or the environment.';
      inspection.findings.push({
        rule: 'no-hardcoded-values',
        message: `A string holds ${kind}.`,
        path: file.path,
        line: literal.line,
        remedy,
      });
    }
  }
  return inspection;
};

/** Where a language has a string as a value: docstrings, types, imports and directives are none. */
const literals = /^(?:template_string|string|(?:raw_|interpreted_)?string_literal)$/;

const named = new Set([
  'assignment',
  'keyword_argument',
  'pair',
  'variable_declarator',
  'default_parameter',
  'typed_default_parameter',
  'assignment_expression',
  'public_field_definition',
  // Go
  'const_spec',
  'var_spec',
  'short_var_declaration',
  'assignment_statement',
  'keyed_element',
  // Rust
  'let_declaration',
  'const_item',
  'static_item',
  'field_initializer',
]);

/** Strings that are values: docstrings, types, imports and directives are not. */
function literalsIn(root: SyntaxNode): Literal[] {
  return [...descendants(root)]
    .filter(({ type, parent }) => literals.test(type) && !isNoValue(parent))
    .map(node => ({
      line: node.startPosition.row + 1,
      text: node.text.replace(/^[a-zA-Z]*#*(?:"""|'''|["'`])|(?:"""|'''|["'`])#*$/g, ''),
      name: nameOf(holderOf(node)),
    }));
}

const isNoValue = (parent: SyntaxNode | null): boolean =>
  /^(?:expression_statement|import_statement|export_statement|literal_type|import_require_clause|import_spec|attribute|field_declaration)$/.test(
    parent?.type ?? '',
  );

/** What a value is given to; Go has lists and elements around it, Rust calls such as `"…".to_string()`. */
function holderOf(node: SyntaxNode): SyntaxNode | null {
  let around = node.parent;
  const between = /^(?:expression_list|literal_element|literal_value|field_expression|call_expression)$/;
  while (around && between.test(around.type) && !/arguments/.test(around.type)) around = around.parent;
  return around;
}

function nameOf(parent: SyntaxNode | null): string {
  if (!parent || !named.has(parent.type)) return '';
  const field = ['left', 'name', 'key', 'pattern', 'field']
    .map(name => parent.childForFieldName(name))
    .find(node => node !== null);
  return (field?.text ?? '')
    .replace(/^.*[.\]]/, '')
    .replace(/["']/g, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2');
}
