import { parse } from 'yaml';
import { z } from 'zod';

const File = z.object({
  hook_attributes: z.object({ url: z.string() }),
  default_permissions: z.record(z.string(), z.enum(['read', 'write'])),
  default_events: z.array(z.string()),
});

/** What the App has to be registered with. */
export interface Manifest {
  permissions: Readonly<Record<string, 'read' | 'write'>>;
  events: readonly string[];
  /** Where webhooks are received, on whatever host. */
  webhookPath: string;
}

/** Reads `app.yml`, which is the one place where this stands. */
export function readManifest(text: string): Manifest {
  const { hook_attributes, default_permissions, default_events } = File.parse(parse(text));
  return {
    permissions: default_permissions,
    events: default_events,
    webhookPath: new URL(hook_attributes.url).pathname,
  };
}
