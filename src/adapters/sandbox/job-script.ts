/** Where the script finds its parts: fixed paths in the jail, temporary directories without one. */
export interface JobPlaces {
  source: string;
  job: string;
  work: string;
  out: string;
}

/** Limits that the shell itself sets before the command starts; they cannot be raised again from inside. */
export interface ShellLimits {
  /** Per process; only where no cgroup limits the run as a whole. RLIMIT_AS would break Node and Java. */
  dataBytes: number | undefined;
  /** Only where the kernel counts the jail's processes apart from the user's other ones. */
  processes: number | undefined;
  fileBytes: number;
}

/** What one command needs. */
export interface JobCommand {
  directory: string;
  command: string;
  environment: Record<string, string>;
  artifacts: readonly string[];
}

/** Files larger than this are not read back. */
export const artifactBytes = 16 * 2 ** 20;

/**
 * The script copies the tree, lays the overlay over it, says `ready` on fd 3, runs the command with both streams as
 * one, and then writes a line for each artifact to fd 3: `-` for none, `+` and base64 for a regular file, `=` and pairs of
 * name and content for a directory.
 * Where each session has its own share of the processor, the jail's new session has to ask for a smaller one itself; the
 * kernel hears such a wish ten times a second, whoever has it (sched(7), "The autogroup feature").
 * Artifacts come back as a stream because a directory shared with the host has no quota: a run could fill its disk.
 */
const script = `
set -eo pipefail
source=$1 job=$2 work=$3 out=$4 limits=$5 size=$6 directory=$7 command=$8 count=$9
shift 9
([ ! -e /proc/self/autogroup ] || for _ in {1..100}; do echo 10 >/proc/self/autogroup && break; sleep 0.1; done) </dev/null >/dev/null 2>&1 3>&- &
cd "$source"
tar -cf - --mode=u+rwX --anchored --no-wildcards --exclude-from="$job/masked" . | tar -xf - -C "$work"
cd "$work"
xargs -0r rm -rf -- <"$job/replaced"
cp -r "$job/overlay/." .
echo ready >&3
set +e
(
  cd "./$directory" || exit
  eval "$limits" || exit
  exec env -i -- "\${@:count+1}" bash -c "$command"
) 2>&1 3>&-
status=$?
for name in "\${@:1:count}"; do
  file=$out/$name
  if [ -f "$file" ] && [ ! -L "$file" ] && [ "$(stat -c %s -- "$file")" -le "$size" ]; then
    printf + >&3
    base64 -w0 -- "$file" >&3
    echo >&3
  elif [ -d "$file" ] && [ ! -L "$file" ] && [ "$(du -sb -- "$file" | cut -f1)" -le "$size" ]; then
    printf = >&3
    (cd "$out" && find "./$name" -type f -print0 | LC_ALL=C sort -z | while IFS= read -rd '' each; do
      printf '%s,' "$(printf %s "\${each#./}" | base64 -w0)"
      base64 -w0 -- "$each"
      printf ';'
    done) >&3
    echo >&3
  else
    echo - >&3
  fi
done
exit $status
`;

/** The arguments of `bash` that run one command in `places`. */
export function jobArguments(places: JobPlaces, limits: ShellLimits, job: JobCommand): string[] {
  const environment = Object.entries(job.environment).map(([name, value]) => `${name}=${value}`);
  const { source, work, out } = places;
  const first = [source, places.job, work, out, ulimits(limits), `${artifactBytes}`, job.directory, job.command];
  return ['-c', script, 'job', ...first, `${job.artifacts.length}`, ...job.artifacts, ...environment];
}

function ulimits({ dataBytes, fileBytes, processes }: ShellLimits): string {
  const data = dataBytes === undefined ? [] : [`ulimit -d ${Math.floor(dataBytes / 1024)}`];
  const count = processes === undefined ? [] : [`ulimit -u ${processes}`];
  return [...data, ...count, `ulimit -f ${Math.floor(fileBytes / 1024)}`, 'ulimit -c 0', 'ulimit -n 8192'].join(' && ');
}

/** The lines that the script wrote to fd 3, as files by name. Anything malformed is a file that did not come. */
export function artifactsOf(lines: readonly string[], names: readonly string[]): Record<string, string> {
  const arrived = names.flatMap((name, index) => {
    const line = lines[index];
    if (line?.startsWith('+')) return [[name, decoded(line.slice(1))]];
    const pairs = line?.startsWith('=') ? line.slice(1).split(';').filter(Boolean) : [];
    return pairs.map(pair => pair.split(',').map(decoded));
  });
  return Object.fromEntries(arrived);
}

const decoded = (text: string): string => Buffer.from(text, 'base64').toString();
