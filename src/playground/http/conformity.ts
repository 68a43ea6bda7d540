import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { ApiAnswer, ApiRequest } from './api.ts';

/** Checks requests and answers against GitHub's own description of its REST API. */
export interface Conformity {
  /** What is wrong with the request, in words; nothing when it is right or the description does not know the route. */
  request(route: string, request: Pick<ApiRequest, 'params' | 'query' | 'body'>): string[];
  /** What is wrong with a successful answer. */
  answer(route: string, answer: ApiAnswer): string[];
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
}

interface Operation {
  parameters: Parameter[];
  requestBody?: { required?: boolean; content?: object };
  responses: Record<string, { content?: object }>;
}

interface Description {
  paths: Record<string, Record<string, Operation>>;
}

const key = 'github';
const escaped = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');
const content = 'content/application~1json/schema';

function ajvWith(description: Description, options: { coerceTypes?: boolean }): Ajv {
  const ajv = new Ajv({ strict: false, validateSchema: false, logger: false, ...options });
  addFormats.default(ajv);
  return ajv.addSchema(description, key);
}

function inWords(where: string, errors: ErrorObject[] | null | undefined): string[] {
  const [first] = errors ?? [];
  if (!first) return [];
  const allowed = first.keyword === 'enum' ? `: ${JSON.stringify(first.params['allowedValues'])}` : '';
  return [`${where}${first.instancePath} ${first.message}${allowed}`];
}

/** Reads the description once; each schema is compiled when it is first met. */
export function createConformity(): Conformity {
  const url = new URL('../schema/github-openapi.json', import.meta.url);
  const description = JSON.parse(readFileSync(url, 'utf8')) as Description;
  const exact = ajvWith(description, {});
  const lenient = ajvWith(description, { coerceTypes: true });
  const operationOf = (route: string) => {
    const [method = '', path = ''] = route.split(' ');
    const operation = description.paths[path]?.[method.toLowerCase()];
    return operation && { operation, pointer: `${key}#/paths/${escaped(path)}/${method.toLowerCase()}` };
  };
  const problems = (ajv: Ajv, pointer: string, { where, value }: { where: string; value: unknown }) => {
    const validate = ajv.getSchema(pointer);
    return !validate || validate(value) ? [] : inWords(where, validate.errors);
  };
  return {
    request: (route, { params, query, body }) => {
      const found = operationOf(route);
      if (!found) return [];
      const { operation, pointer } = found;
      const wrong = operation.parameters.flatMap((parameter, index) => {
        const value = parameter.in === 'path' ? params[parameter.name] : query.get(parameter.name);
        if (value === undefined || value === null || parameter.in === 'header') return [];
        return problems(lenient, `${pointer}/parameters/${index}/schema`, { where: parameter.name, value });
      });
      if (!operation.requestBody?.content) return wrong;
      if (body === undefined) return operation.requestBody.required ? [...wrong, 'A body is required.'] : wrong;
      return [...wrong, ...problems(exact, `${pointer}/requestBody/${content}`, { where: 'body', value: body })];
    },
    answer: (route, { status, body }) => {
      const found = operationOf(route);
      if (!found || status >= 300) return [];
      const response = found.operation.responses[status];
      if (!response) return [`${status} is not a documented answer.`];
      if (!response.content) return body === undefined ? [] : ['has a body, and the description has none.'];
      const wire: unknown = JSON.parse(JSON.stringify(body ?? null));
      return problems(exact, `${found.pointer}/responses/${status}/${content}`, { where: 'body', value: wire });
    },
  };
}
