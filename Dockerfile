# Redfirst runs the code of target repositories in bubblewrap, inside this container. For that the container must be
# allowed to make namespaces of its own:
#
#   docker build -t redfirst .
#   docker run --env-file .env -p 3000:3000 -v redfirst:/data \
#     --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined redfirst
#
# Where that did not work, `redfirst serve` does not start and says why. Toolchains of your repositories (another Python,
# a JDK) go into an image of your own: FROM redfirst, then apt-get install below /usr, which is all that the sandbox sees.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends \
    bubblewrap ca-certificates git python3 python3-pytest python3-pytest-cov util-linux \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node /data
WORKDIR /app
COPY --from=build /app/package.json /app/app.yml ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/prompts prompts
COPY --from=build /app/dist dist

USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 REDFIRST_DATA=/data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --start-period=15s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/ping`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/cli.js"]
CMD ["serve"]
