import type { RegistryOptions } from './options.ts';

/**
 * Environment of an install: npm's install scripts off, packages from the configured registries, no secret.
 * The names are those of npm's, pip's, uv's, Node's and OpenSSL's own documentation.
 */
export function installEnvironment(registry: RegistryOptions, cafile: string | undefined): Record<string, string> {
  const index = registry.pipIndex ? { PIP_INDEX_URL: registry.pipIndex, UV_DEFAULT_INDEX: registry.pipIndex } : {};
  const url = registry.url ? { npm_config_registry: registry.url } : {};
  return {
    npm_config_ignore_scripts: 'true',
    npm_config_update_notifier: 'false',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    ...url,
    ...index,
    ...(cafile ? certificatesIn(cafile) : {}),
  };
}

function certificatesIn(file: string): Record<string, string> {
  return {
    NODE_EXTRA_CA_CERTS: file,
    SSL_CERT_FILE: file,
    PIP_CERT: file,
    REQUESTS_CA_BUNDLE: file,
  };
}
