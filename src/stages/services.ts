import type { Service } from '../domain/settings.ts';
import type { ServiceEvidence } from '../domain/test-report.ts';

/** Where the supervisor leaves what it saw, below `$REDFIRST_OUT`. */
export const servicesArtifact = 'redfirst-services';

/** What is taken for an error in a log, as grep(1) reads it, and what only looks like one. */
const errors = String.raw`\b(error|exception|traceback|fatal|panic|critical|unhandled)`;
const noErrors = String.raw`\b(0|no|without) (errors?|exceptions?)\b`;

/** Services run together, or what hindered the first that did not. */
export type ServicesSeen = { kind: 'up'; services: ServiceEvidence[] } | { kind: 'down'; name: string; why: string };

/**
 * A shell program that starts each service, waits until it is ready, runs the command and ends with its status. It
 * stops all services before it ends; where it is killed, they die with its process group and its jail.
 * Ports are on the loopback interface of the jail, so that runs side by side do not meet.
 */
export function withServices(command: string, services: readonly Service[]): string {
  const starts = services.map(
    ({ run, ready }, number) =>
      `launch ${number} ${quoted(run)} && await_ready ${number} ${ready.within} ${quoted(readiness(ready, number))}`,
  );
  return `${supervisor}
if ${starts.join(' &&\n  ')}; then
  bash -c ${quoted(command)}
  status=$?
else
  status=1
fi
finish 2>/dev/null
exit $status
`;
}

/** Seconds that services may take beside the command. */
export const servicesSeconds = (services: readonly Service[]): number =>
  services.reduce((sum, { ready }) => sum + ready.within + 2, 0);

const supervisor = `
out=$REDFIRST_OUT/${servicesArtifact} logs=$HOME/redfirst-services
mkdir -p "$out" "$logs"
pids=() codes=()
launch() {
  bash -c "$2" >"$logs/$1" 2>&1 </dev/null &
  pids[$1]=$!
}
has_failed() {
  kill -0 "\${pids[$1]}" 2>/dev/null && return 1
  [ -n "\${codes[$1]-}" ] || { wait "\${pids[$1]}"; codes[$1]=$?; }
  [ "\${codes[$1]}" -ne 0 ]
}
await_ready() {
  local until=$((SECONDS + $2))
  until timeout 5 bash -c "$3" >/dev/null 2>&1 </dev/null; do
    if has_failed "$1"; then
      echo "ended with exit code \${codes[$1]} before it was ready" >"$out/$1.down"
      return 1
    elif [ "$SECONDS" -ge "$until" ]; then
      echo "was not ready within $2 s" >"$out/$1.down"
      return 1
    fi
    sleep 0.1
  done
  echo up >"$out/$1.up"
}
finish() {
  for number in "\${!pids[@]}"; do
    [ -f "$out/$number.up" ] && has_failed "$number" &&
      echo "ended with exit code \${codes[$number]} while it was needed" >"$out/$number.down"
  done
  kill "\${pids[@]}"
  for _ in {1..20}; do
    kill -0 "\${pids[@]}" || break
    sleep 0.1
  done
  kill -9 "\${pids[@]}"
  for number in "\${!pids[@]}"; do
    tail -n 20 "$logs/$number" | cut -c1-500 >"$out/$number.tail"
    grep -aiE ${quoted(errors)} "$logs/$number" | grep -aviE ${quoted(noErrors)} | head -n 20 | cut -c1-500 >"$out/$number.errors"
  done
}`;

/**
 * A command that ends with 0 once a service is up. HTTP is asked by the shell itself, since no other
 * program is sure to be there; the answer is read to its end, lest the service complain.
 */
function readiness({ http, log, run }: Service['ready'], number: number): string {
  if (run !== undefined) return run;
  if (log !== undefined) return `grep -qF -- ${quoted(log)} "$HOME/redfirst-services/${number}"`;
  const url = new URL(http ?? '');
  const request = `GET ${url.pathname}${url.search} HTTP/1.0\\r\\nHost: ${url.host}\\r\\n\\r\\n`;
  return [
    `exec 9<>/dev/tcp/${url.hostname}/${url.port || 80}`,
    `printf %b ${quoted(request)} >&9`,
    'read -r _ status _ <&9',
    '{ timeout 1 cat <&9; [[ $status == [23]* ]]; }',
  ].join(' && ');
}

/** One word of a shell, whatever it holds. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What the supervisor left behind. A service of which it says nothing counts as one that was not up. */
export function readServices(services: readonly Service[], artifacts: Readonly<Record<string, string>>): ServicesSeen {
  const left = (number: number, what: string) => artifacts[`${servicesArtifact}/${number}.${what}`]?.trim();
  const down = services.findIndex((_, number) => left(number, 'down') || !left(number, 'up'));
  const service = services[down];
  if (!service)
    return {
      kind: 'up',
      services: services.map(({ name }, number) => ({ name, errors: linesOf(left(number, 'errors')) })),
    };
  const words = linesOf(left(down, 'tail')).slice(-5).join(' / ');
  const why = left(down, 'down') ?? 'left no word of itself';
  return {
    kind: 'down',
    name: service.name,
    why: `${why}${words ? `. The end of its log: ${words}` : ', and its log is empty'}`,
  };
}

const linesOf = (text = ''): string[] => text.split('\n').filter(line => line.trim());
