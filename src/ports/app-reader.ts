/** Levels by name, as GitHub writes them: `contents: write`. */
export type Permissions = Readonly<Record<string, string>>;

/** The App as it is registered. */
export interface AppRecord {
  slug: string;
  permissions: Permissions;
  events: readonly string[];
  /** Page of GitHub on which permissions and events are set. */
  permissionsUrl: string;
  /** Page on which the webhook is set. */
  settingsUrl: string;
}

/** The App on one account, with what was granted there. */
export interface InstallationRecord {
  id: number;
  account: string;
  isSuspended: boolean;
  permissions: Permissions;
  /** How many repositories it may use; nothing for one that is suspended. */
  repositories: number | undefined;
  url: string;
}

/** Where GitHub sends the App's webhooks. */
export interface WebhookRecord {
  /** Empty when none is set. */
  url: string;
  contentType: string;
  hasSecret: boolean;
  /** Whether GitHub looks at the certificate of that address. */
  isVerified: boolean;
}

/** What the operator's registration on GitHub says; nothing is written. Every method throws {@link Failure} with source `github`. */
export interface AppReader {
  /** Fails with reason `unauthorised` when App id and key do not belong together. */
  app(): Promise<AppRecord>;
  installations(): Promise<InstallationRecord[]>;
  webhook(): Promise<WebhookRecord>;
}
