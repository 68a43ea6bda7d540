/** Why GitHub would say no, in the words that its GraphQL errors use as `type`. */
export type RefusalType =
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'GONE'
  | 'UNPROCESSABLE'
  | 'STALE_DATA'
  | 'BAD_REQUEST';

/** One entry of `errors` in a 422 answer. */
export interface FieldError {
  resource: string;
  field?: string;
  code: string;
  message?: string;
}

/** A request that GitHub refuses. REST answers it as a status and a message, GraphQL as an error with a `type`. */
export class Refusal extends Error {
  readonly type: RefusalType;
  readonly errors: FieldError[] | undefined;

  constructor(type: RefusalType, message: string, errors?: FieldError[]) {
    super(message);
    this.name = 'Refusal';
    this.type = type;
    this.errors = errors;
  }
}

/** The refusal for something that is not there, or not for this caller to see. */
export const notFound = (message = 'Not Found') => new Refusal('NOT_FOUND', message);

/** The refusal for an App that lacks a permission (docs: "Troubleshooting the REST API"). */
export const notAccessible = () => new Refusal('FORBIDDEN', 'Resource not accessible by integration');

/** `Validation Failed` with its reasons, as 422 answers carry them. */
export function invalid(...errors: FieldError[]): Refusal {
  return new Refusal('UNPROCESSABLE', 'Validation Failed', errors);
}
