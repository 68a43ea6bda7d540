import { z } from 'zod';

/** What the generated documents need beside the description. */
export interface VariableNotes {
  group: 'GitHub App' | 'Webhook server' | 'Model' | 'Storage' | 'Sandbox' | 'Running';
  example: string;
  isRequired?: true;
  isSecret?: true;
}

/** Notes of each variable's schema. */
export const notes = z.registry<VariableNotes>();

/** A whole number. */
export const whole = (from: number, to: number) => {
  const remedy = `give a whole number from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, remedy)
    .transform(Number)
    .refine(value => value >= from && value <= to, remedy);
};

/** A number that may have a fraction. */
export const decimal = (from: number, to: number) => {
  const remedy = `give a number from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d{1,9}(\.\d{1,9})?$/, remedy)
    .transform(Number)
    .refine(value => value >= from && value <= to, remedy);
};

/** An address. */
export const httpUrl = z
  .string()
  .refine(value => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), 'give an http or https address');

/** Items between commas. */
export const list = (remedy: string, item: RegExp) =>
  z
    .string()
    .transform(value => value.split(',').map(part => part.trim()))
    .refine(parts => parts.every(part => item.test(part)), remedy);

/** The notes of one variable. */
export const note = (group: VariableNotes['group'], example: string, notes: Partial<VariableNotes> = {}) => ({
  group,
  example,
  ...notes,
});
export const [secret, required] = [{ isSecret: true }, { isRequired: true }] as const;
