/** How this machine reaches npm's registry, as npm and Node were told, for the install step of the sandbox. */
export function registryEnvironment(): Record<string, string> {
  const { npm_config_registry: registry, npm_config_cafile: cafile, NODE_EXTRA_CA_CERTS: extra } = process.env;
  const certificates = cafile ?? extra;
  return {
    ...(registry && { REDFIRST_REGISTRY: registry }),
    ...(certificates && { REDFIRST_REGISTRY_CA: certificates }),
  };
}
